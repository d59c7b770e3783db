import { dirname, join, resolve } from 'node:path';
import type { Config } from './config.ts';

/** Where `npm start -- --lan` keeps the certificate that only phones of its own network trust. */
export const lanFolder = (dataDir: string): string => join(dataDir, 'lan');

/** Whether the server's certificate is one of `--lan`. */
export function isLocalCertificate({ tls, dataDir }: Pick<Config, 'tls' | 'dataDir'>): boolean {
  return tls !== null && resolve(dirname(tls.certFile)) === resolve(lanFolder(dataDir));
}
