import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localCertificates, type LocalCertificates } from '../../../scripts/lan/authority.ts';

const DAY_MS = 86_400_000;

describe('the local authority', () => {
  let folder: string;
  let first: LocalCertificates;
  const issued = async () => new X509Certificate(await readFile(first.certificatePath));

  beforeAll(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'lens-lan-')), 'lan');
    first = await localCertificates(folder, ['192.168.1.20', 'localhost']);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('vouches for a certificate of this machine in its network', async () => {
    const certificate = await issued();
    expect(certificate.verify(first.authority.publicKey)).toBe(true);
    expect(certificate.checkIP('192.168.1.20')).toBe('192.168.1.20');
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.checkIP('192.168.1.21')).toBeUndefined();
  });

  test('issues for less than the 825 days that Apple allows', async () => {
    const { validFrom, validTo } = await issued();
    expect(Date.parse(validTo) - Date.parse(validFrom)).toBeLessThan(825 * DAY_MS);
  });

  test.skipIf(process.platform === 'win32')(
    'keeps its keys where only their owner reads',
    async () => {
      for (const file of [join(folder, 'authority-key.pem'), first.keyPath]) {
        expect((await stat(file)).mode & 0o777).toBe(0o600);
      }
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
    },
  );

  test('changes nothing while the addresses stay the same', async () => {
    const before = await issued();
    const again = await localCertificates(folder, ['192.168.1.20', 'localhost']);
    expect(again.authority.fingerprint256).toBe(first.authority.fingerprint256);
    expect((await issued()).fingerprint256).toBe(before.fingerprint256);
  });

  test('issues anew for a new address, and when the end is near; phones go on trusting it', async () => {
    const moved = await localCertificates(folder, ['10.0.0.7', 'localhost']);
    expect(moved.authority.fingerprint256).toBe(first.authority.fingerprint256);
    const forNewAddress = await issued();
    expect(forNewAddress.checkIP('10.0.0.7')).toBe('10.0.0.7');

    const nearItsEnd = Date.parse(forNewAddress.validTo) - 10 * DAY_MS;
    await localCertificates(folder, ['10.0.0.7', 'localhost'], nearItsEnd);
    expect((await issued()).fingerprint256).not.toBe(forNewAddress.fingerprint256);
  });
});
