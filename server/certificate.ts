import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import type { Server } from 'node:https';
import type { Logger } from 'pino';

/** How often the files are looked at, in ms: a certificate is renewed weeks before its end. */
const LOOK_EVERY_MS = 60_000;

/** A certificate and its key, read from their files. */
export function readCertificate({ certFile, keyFile }: { certFile: string; keyFile: string }) {
  return { cert: readFileSync(certFile), key: readFileSync(keyFile) };
}

/**
 * Has a server use a certificate's files as they are renewed, for the connections that come then,
 * until the returned function is called. While the two do not fit together, as between the writing of
 * one and of the other, the former ones stay. Looks instead of watching: renewals swap links.
 */
export function followCertificate(
  server: Server,
  files: { certFile: string; keyFile: string },
  log: Logger,
  everyMs = LOOK_EVERY_MS,
): () => void {
  function renew(): void {
    try {
      server.setSecureContext(readCertificate(files));
      log.info('the certificate was renewed');
    } catch (error) {
      log.warn({ err: error }, 'a changed certificate cannot be used: the former one stays');
    }
  }
  const paths = [files.certFile, files.keyFile];
  for (const path of paths) watchFile(path, { interval: everyMs, persistent: false }, renew);
  return () => {
    for (const path of paths) unwatchFile(path, renew);
  };
}
