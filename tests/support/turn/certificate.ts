import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCA, createCert } from 'mkcert';

/**
 * A certificate for this machine by the address `host` too, of an authority that nobody knows, and its
 * key, as files in `folder`; `ca` is that authority's own (PEM).
 */
export async function testCertificate(folder: string, host = '127.0.0.1') {
  const ca = await createCA({
    organization: 'Lens tests',
    countryCode: 'FR',
    state: 'Paris',
    locality: 'Paris',
    validity: 10,
  });
  const domains = [...new Set(['localhost', '127.0.0.1', host])];
  const made = await createCert({ domains, validity: 10, ca });
  const [certFile, keyFile] = [join(folder, 'relay.pem'), join(folder, 'relay.key')];
  writeFileSync(certFile, made.cert + ca.cert);
  writeFileSync(keyFile, made.key, { mode: 0o600 });
  return { certFile, keyFile, ca: ca.cert };
}
