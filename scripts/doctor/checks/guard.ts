import type { DoctorFacts } from '../../../common/contract/doctor.ts';
import { allocate, type Allocation } from '../../network/turn/client.ts';
import { TurnRefusal, TurnSilence, type Credentials } from '../../network/turn/conversation.ts';
import type { IceServerAddress } from '../../../common/contract/ice-url.ts';
import { notTried, warning, well, wrong, type Finding } from '../finding.ts';
import { firstTurn } from './turn.ts';

/** How long the relay may take for each answer, in ms. */
const WITHIN_MS = 5000;
/** Any port: whether it is let through is decided by the address. */
const PORT = 80;

/**
 * What a relay must not reach, one address for each range: the machine itself, private networks
 * (RFC 1918, RFC 4193), a carrier's (RFC 6598), link-local ones (RFC 3927, RFC 4291), and the metadata
 * of clouds at 169.254.169.254 and fd00:ec2::254.
 */
const forbidden = {
  ipv4: [
    '0.0.0.0',
    '127.0.0.1',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.0.1',
    '100.64.0.1',
    '169.254.169.254',
  ],
  ipv6: ['::1', '::ffff:127.0.0.1', 'fe80::1', 'fc00::1', 'fd00:ec2::254'],
} as const;

/** An allocation of that kind; null where the relay has none to give. */
async function placeOf(
  family: keyof typeof forbidden,
  server: IceServerAddress,
  credentials: Credentials,
): Promise<Allocation | null> {
  try {
    return await allocate(server, { credentials, family, withinMs: WITHIN_MS, onData: () => {} });
  } catch (error) {
    if (error instanceof TurnRefusal || error instanceof TurnSilence) return null;
    throw error;
  }
}

/** Whether the relay lets that address in. A refusal of any number is one; silence leaves it open. */
async function letsIn(place: Allocation, host: string): Promise<boolean> {
  try {
    await place.permit({ host, port: PORT });
    return true;
  } catch (error) {
    if (error instanceof TurnRefusal) return false;
    throw error;
  }
}

async function allowedOf(
  family: keyof typeof forbidden,
  server: IceServerAddress,
  credentials: Credentials,
): Promise<{ tried: boolean; allowed: string[] }> {
  const place = await placeOf(family, server, credentials);
  if (place === null) return { tried: false, allowed: [] };
  try {
    const allowed: string[] = [];
    for (const host of forbidden[family]) if (await letsIn(place, host)) allowed.push(host);
    return { tried: true, allowed };
  } finally {
    await place.release();
  }
}

/** Whether a place is given to somebody whose credentials are made up. */
async function isOpenToAnyone(server: IceServerAddress, known: Credentials): Promise<boolean> {
  const password = 'made up';
  const place = await placeOf('ipv4', server, { ...known, password });
  await place?.release();
  return place !== null;
}

/** Whether the relay carries data into networks that are nobody's business, or for anybody. */
export async function lookAtGuard({
  relay,
  iceServers,
}: Pick<DoctorFacts, 'relay' | 'iceServers'>): Promise<Finding> {
  const found = await firstTurn(iceServers);
  if (found === null)
    return notTried(
      'guard',
      'No relay gave a place: what it must not reach was not tried.',
      'Set one up, or mend what is said of it above.',
    );
  const { server, credentials, url } = found;
  try {
    if (await isOpenToAnyone(server, credentials))
      return wrong(
        'guard',
        `${url} gives places to anybody, whatever the credentials.`,
        'Set use-auth-secret and static-auth-secret, and take no-auth away, at once.',
      );
    const ipv4 = await allowedOf('ipv4', server, credentials);
    const ipv6 = await allowedOf('ipv6', server, credentials);
    const allowed = [...ipv4.allowed, ...ipv6.allowed];
    if (allowed.length > 0)
      return (relay === 'own' ? wrong : warning)(
        'guard',
        `${url} would carry data to ${allowed.join(', ')}: whoever has credentials reaches what is behind it.`,
        relay === 'own'
          ? "Take over the lines denied-peer-ip of Lens's file for coturn, and start the relay again."
          : "The relay is Twilio's: it may still drop what it takes. Ask them if it matters to you.",
      );
    return well(
      'guard',
      `The relay refuses to reach its own loopback, private networks and the metadata of clouds${ipv6.tried ? ', by IPv4 and IPv6' : ''}, and made-up credentials.`,
    );
  } catch (error) {
    if (!(error instanceof TurnSilence)) throw error;
    return notTried('guard', `${url} stopped answering when it was asked what it must not reach.`);
  }
}
