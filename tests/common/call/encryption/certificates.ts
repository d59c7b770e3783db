import { createHash } from 'node:crypto';

/** The fingerprint of a made-up certificate, as a session description writes it. */
export const fingerprint = (of: string): string =>
  createHash('sha256').update(of).digest('hex').toUpperCase().match(/../g)!.join(':');

/** A session description that names these certificates, one line each. */
export const description = (...lines: string[]): string =>
  [
    'v=0',
    's=-',
    ...lines.map((line) => `a=fingerprint:${line}`),
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    '',
  ].join('\r\n');
