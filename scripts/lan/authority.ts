import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createCA, createCert, type Certificate } from 'mkcert';

const AUTHORITY_DAYS = 3650;
/** Apple refuses server certificates of more than 825 days, also of an authority one trusts oneself. */
const CERTIFICATE_DAYS = 397;
const RENEW_BEFORE_DAYS = 30;
const DAY_MS = 86_400_000;

/** Where a local authority and its server certificate are kept. Keys are files of mode 600. */
export interface LocalCertificates {
  authority: X509Certificate;
  certificatePath: string;
  keyPath: string;
}

async function read(folder: string, name: string): Promise<Certificate | null> {
  try {
    const [key, cert] = await Promise.all([
      readFile(join(folder, `${name}-key.pem`), 'utf8'),
      readFile(join(folder, `${name}.pem`), 'utf8'),
    ]);
    return { key, cert };
  } catch {
    return null;
  }
}

async function keep(folder: string, name: string, made: Certificate): Promise<Certificate> {
  await writeFile(join(folder, `${name}-key.pem`), made.key, { mode: 0o600 });
  await writeFile(join(folder, `${name}.pem`), made.cert);
  return made;
}

function endsSoon(certificate: X509Certificate, now: number): boolean {
  return Date.parse(certificate.validTo) - now < RENEW_BEFORE_DAYS * DAY_MS;
}

/** Whether a certificate still serves: for all these names, by this authority, for long enough. */
function serves(cert: string, names: string[], authority: X509Certificate, now: number): boolean {
  const certificate = new X509Certificate(cert);
  return (
    !endsSoon(certificate, now) &&
    certificate.verify(authority.publicKey) &&
    names.every((name) => (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)))
  );
}

/**
 * The local authority kept in `folder`, and a certificate of it for these addresses and names. The
 * authority is made once, because each phone must be told to trust it; the certificate is made
 * anew when the addresses change or it nears its end. The authority's key never leaves its file.
 */
export async function localCertificates(
  folder: string,
  names: string[],
  now = Date.now(),
): Promise<LocalCertificates> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let ca = await read(folder, 'authority');
  if (!ca || endsSoon(new X509Certificate(ca.cert), now)) {
    const made = await createCA({
      organization: `Lens on ${hostname()}`,
      countryCode: 'ZZ',
      state: 'Local network',
      locality: 'Local network',
      validity: AUTHORITY_DAYS,
    });
    ca = await keep(folder, 'authority', made);
  }
  const authority = new X509Certificate(ca.cert);
  const present = await read(folder, 'server');
  if (!present || !serves(present.cert, names, authority, now)) {
    const made = await createCert({ ca, domains: names, validity: CERTIFICATE_DAYS });
    await keep(folder, 'server', made);
  }
  return {
    authority,
    certificatePath: join(folder, 'server.pem'),
    keyPath: join(folder, 'server-key.pem'),
  };
}
