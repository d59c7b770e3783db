import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allocate, askStun } from '../../../../scripts/network/turn/client.ts';
import type { TurnRefusal } from '../../../../scripts/network/turn/conversation.ts';
import { TurnSilence } from '../../../../scripts/network/turn/conversation.ts';
import { readIceUrl } from '../../../../common/contract/ice-url.ts';
import { waitUntil } from '../../../../scripts/wait-until.ts';
import { coturnProgram } from '../../../support/turn/coturn-program.ts';
import { doctorsCoturn, type DoctorsCoturn } from '../../../support/turn/doctors-coturn.ts';

const withinMs = 10_000;

describe.skipIf(coturnProgram() === null)('a real TURN server', () => {
  let coturn: DoctorsCoturn;
  beforeAll(async () => {
    coturn = await doctorsCoturn();
  });
  afterAll(() => coturn.stop());

  const place = async (url: string, more: Partial<Parameters<typeof allocate>[1]> = {}) =>
    allocate(readIceUrl(url)!, {
      credentials: await coturn.credentials(),
      withinMs,
      trust: { ca: coturn.ca },
      onData: () => undefined,
      ...more,
    });

  test('says by which address it sees one', async () => {
    const seen = await askStun(readIceUrl(coturn.stun)!, { withinMs });
    expect(seen.host).toBe(coturn.host);
    expect(seen.port).toBeGreaterThan(0);
  });

  test.each(['udp', 'tcp', 'tls'] as const)('carries data both ways by %s', async (way) => {
    const heard: string[] = [];
    const listen = (who: string) => (data: Buffer) => void heard.push(`${who} ${data}`);
    const one = await place(coturn.urls[way], { onData: listen('one') });
    const other = await place(coturn.urls[way], { onData: listen('other') });
    await one.permit(other.relayed);
    await other.permit(one.relayed);
    await waitUntil('both have heard', () => {
      one.send(other.relayed, Buffer.from('odd'));
      other.send(one.relayed, Buffer.from('even'));
      return heard.includes('one even') && heard.includes('other odd');
    });
    await Promise.all([one.release(), other.release()]);
  });

  test('refuses credentials that are forged, that have ended, or none', async () => {
    const forged = { ...(await coturn.credentials()), password: 'forged' };
    for (const credentials of [forged, await coturn.credentials(-60), undefined])
      await expect(place(coturn.urls.udp, { credentials })).rejects.toMatchObject({ code: 401 });
  });

  test('refuses peers that it must not reach, and takes others', async () => {
    const one = await place(coturn.urls.udp);
    const permitted = (host: string) =>
      one.permit({ host, port: 80 }).then(
        () => 'let in',
        (error: TurnRefusal) => error.code,
      );
    expect(await permitted('10.1.2.3')).toBe(403);
    expect(await permitted('127.0.0.1')).toBe(403);
    expect(await permitted('169.254.169.254')).toBe(403);
    expect(await permitted('fe80::1')).toBe(443);
    expect(await permitted('1.1.1.1')).toBe('let in');
    await one.release();
  });

  test('is not trusted by TLS with a certificate of nobody known', async () => {
    const refused = place(coturn.urls.tls, { trust: undefined });
    await expect(refused).rejects.toBeInstanceOf(TurnSilence);
    await expect(refused).rejects.toMatchObject({
      cause: { code: 'SELF_SIGNED_CERT_IN_CHAIN' },
    });
  });
});
