import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { createCA, createCert, type Certificate } from 'mkcert';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followCertificate, readCertificate } from '../../server/certificate.ts';

describe('a certificate', () => {
  let folder: string;
  let ca: Certificate;
  let server: Server;
  let unfollow: () => void;
  const warnings: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line) => void warnings.push(line) });

  const issue = () => createCert({ ca, domains: ['localhost'], validity: 1 });
  const files = () => ({ certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') });
  const write = async ({ cert, key }: Partial<Certificate>) => {
    if (cert !== undefined) await writeFile(files().certFile, cert);
    if (key !== undefined) await writeFile(files().keyFile, key);
  };
  /** The certificate that a new connection is shown, by its serial number. */
  const shown = () =>
    new Promise<string>((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const socket = connect({ port, host: 'localhost', ca: ca.cert }, () => {
        resolve(socket.getPeerCertificate().serialNumber);
        socket.destroy();
      });
      socket.on('error', reject);
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lens-cert-'));
    ca = await createCA({
      organization: 'Lens tests',
      countryCode: 'FR',
      state: 'x',
      locality: 'x',
      validity: 1,
    });
    await write(await issue());
    server = createServer(readCertificate(files())).listen(0, 'localhost');
    await new Promise((resolve) => server.once('listening', resolve));
    unfollow = followCertificate(server, files(), log, 50);
  });
  afterAll(async () => {
    unfollow();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  it('is renewed without a restart, and only once its key is there too', async () => {
    const before = await shown();
    const next = await issue();
    await write({ cert: next.cert });
    await expect.poll(() => warnings.length, { timeout: 5000 }).toBeGreaterThan(0);
    expect(await shown()).toBe(before);
    await write({ key: next.key });
    await expect.poll(shown, { timeout: 5000 }).not.toBe(before);
  });
});
