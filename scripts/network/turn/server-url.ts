/** By what one speaks to a STUN or TURN server. */
export type TurnTransport = 'udp' | 'tcp' | 'tls';

/** A STUN or TURN server, as its URL names it (RFC 7064, RFC 7065). */
export interface IceServerAddress {
  kind: 'stun' | 'turn';
  transport: TurnTransport;
  /** A name or an IP address, without brackets. */
  host: string;
  port: number;
}

/** The ports that stand for none (RFC 7064, 3.2; RFC 7065, 3.2). */
const standardPort = { udp: 3478, tcp: 3478, tls: 5349 } as const;

const form =
  /^(stun|turn)(s?):(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::(\d{1,5}))?(?:\?transport=(udp|tcp))?$/i;

/** Reads a `stun:`, `stuns:`, `turn:` or `turns:` URL; null for what is none, or DTLS, which no browser speaks. */
export function readServerUrl(url: string): IceServerAddress | null {
  const [, kind, secure, bracketed, named, port, asked] = form.exec(url) ?? [];
  const host = bracketed ?? named;
  if (kind === undefined || host === undefined) return null;
  const isSecure = secure !== '';
  const wanted = asked?.toLowerCase();
  if (isSecure && wanted === 'udp') return null;
  const transport = isSecure ? 'tls' : wanted === 'tcp' ? 'tcp' : 'udp';
  const chosen = port === undefined ? standardPort[transport] : Number(port);
  if (chosen < 1 || chosen > 65_535) return null;
  return { kind: kind.toLowerCase() as 'stun' | 'turn', transport, host, port: chosen };
}
