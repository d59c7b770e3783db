/** By what one speaks to a STUN or TURN server, and what else carries a connection. */
export type IceTransport = 'udp' | 'tcp' | 'tls';

/** A STUN or TURN server, as its URL names it (RFC 7064, RFC 7065). */
export interface IceServerAddress {
  kind: 'stun' | 'turn';
  transport: IceTransport;
  /** A name or an IP address, without brackets. */
  host: string;
  port: number;
}

/** The ports that stand for none (RFC 7064, 3.2; RFC 7065, 3.2). */
const standardPort = { udp: 3478, tcp: 3478, tls: 5349 } as const;

const form =
  /^(stun|turn)(s?):(?:\[([0-9A-Fa-f:.]{2,45})\]|([A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?))(?::(\d{1,5}))?(?:\?transport=(udp|tcp))?$/;

/** A scheme may be written in capitals (RFC 3986, 3.1); a browser takes no parameter that is. */
const withPlainScheme = (url: string) => url.replace(/^[a-z]+/i, (scheme) => scheme.toLowerCase());

/** Whether it is a name or an IP address: one that is written with digits alone, or in brackets, is an address. */
function isHost(host: string, isBracketed: boolean): boolean {
  if (!isBracketed && !/^[\d.]+$/.test(host)) return true;
  try {
    const read = new URL(`http://${isBracketed ? `[${host}]` : host}`).hostname;
    return isBracketed || read === host;
  } catch {
    return false;
  }
}

/**
 * Reads a `stun:`, `stuns:`, `turn:` or `turns:` URL; null for what is none, or DTLS (`turns:` over UDP),
 * which no browser speaks.
 */
export function readIceUrl(url: string): IceServerAddress | null {
  const [, kind, secure, bracketed, named, port, asked] = form.exec(withPlainScheme(url)) ?? [];
  const host = (bracketed ?? named)?.toLowerCase();
  if (kind === undefined || host === undefined || !isHost(host, bracketed !== undefined))
    return null;
  const isSecure = secure !== '';
  if ((isSecure && asked === 'udp') || (kind === 'stun' && asked !== undefined)) return null;
  const transport = isSecure ? 'tls' : asked === 'tcp' ? 'tcp' : 'udp';
  const chosen = port === undefined ? standardPort[transport] : Number(port);
  if (chosen < 1 || chosen > 65_535) return null;
  return { kind: kind as 'stun' | 'turn', transport, host, port: chosen };
}

/** A server's host and port as a URL has them (RFC 3986, 3.2.2). */
export const hostAndPort = ({ host, port }: Pick<IceServerAddress, 'host' | 'port'>): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;

/** These servers with those of their URLs that are wanted; one that is left with none is left out. */
export const withUrls = <Server extends { urls: string | readonly string[] }>(
  servers: readonly Server[],
  isWanted: (url: string) => boolean,
): (Server & { urls: string[] })[] =>
  servers
    .map((server) => ({ ...server, urls: [server.urls].flat().filter(isWanted) }))
    .filter(({ urls }) => urls.length > 0);

/** Whether a browser takes it for the address of a STUN server. */
export const isStunUrl = (url: string): boolean => readIceUrl(url)?.kind === 'stun';

/** Whether a browser takes it for the address of a TURN server. */
export const isTurnUrl = (url: string): boolean => readIceUrl(url)?.kind === 'turn';
