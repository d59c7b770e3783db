import type { Server } from 'node:http';
import qrcode from 'qrcode';
import { environment, type Config } from '../../server/config.ts';
import { configKeys } from '../../server/config/keys.ts';
import { lanFolder } from '../../server/local-certificate.ts';
import { lanAddresses } from './addresses.ts';
import { localCertificates } from './authority.ts';
import { serveCertificate } from './certificate-page.ts';

/** The port of the small page that hands out the certificate. */
const PAGE_PORT = 8081;

/** What makes a server reachable from phones in the same network. */
export interface OpenToLan {
  /** Configuration for the server: its certificate, and where customers go. */
  environment: Record<string, string>;
  /** What a person reads in the terminal, QR codes among it. */
  words: string;
  page: Server;
}

/** Black on white whatever the terminal's colours are: some phones do not read the inverse. */
const draw = (text: string) =>
  qrcode.toString(text, { type: 'terminal', small: true, errorCorrectionLevel: 'L' });

/**
 * Prepares https for this machine's addresses with a local authority kept in the data folder, and
 * serves its certificate. Null, with the reason said, where that cannot be.
 */
export async function openToLan(config: Config): Promise<OpenToLan | null> {
  const addresses = lanAddresses();
  const [address] = addresses;
  if (config.tls) {
    console.error(
      'LENS_TLS_CERT is set: the server has a certificate of its own. Start it without --lan.',
    );
    return null;
  }
  if (!address) {
    console.error('This machine is in no network: connect it to the one your phone is in.');
    return null;
  }
  const httpsPort = environment().LENS_TLS_PORT?.trim() || configKeys.LENS_TLS_PORT.standard;
  // Through URL, because a port that is https's own is not written.
  const publicUrl = config.publicUrl ?? new URL(`https://${address}:${httpsPort}`).origin;
  const names = [...new Set([new URL(publicUrl).hostname, ...addresses, 'localhost'])];
  const { authority, certificatePath, keyPath } = await localCertificates(
    lanFolder(config.dataDir),
    names,
  );
  const page = await serveCertificate(PAGE_PORT, authority, publicUrl).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw error;
      console.error(
        `Port ${PAGE_PORT} is taken by another program. --lan needs it: stop that one.`,
      );
      return null;
    },
  );
  if (!page) return null;
  const pageUrl = `http://${address}:${PAGE_PORT}`;
  return {
    page,
    environment: {
      LENS_TLS_CERT: certificatePath,
      LENS_TLS_KEY: keyPath,
      LENS_PUBLIC_URL: publicUrl,
    },
    words: [
      'A phone in the same network (Wi-Fi):',
      '',
      `1. Once a phone: open ${pageUrl} and follow the steps, so that it trusts this server.`,
      await draw(pageUrl),
      `   SHA-256 of the certificate: ${authority.fingerprint256}`,
      '',
      `2. The customer's address: ${publicUrl}`,
      await draw(publicUrl),
    ].join('\n'),
  };
}
