import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { TLSSocket } from 'node:tls';
import proxyAddr from 'proxy-addr';
import type { Step } from './state.ts';

/** For how long a browser keeps to https, in seconds: a year, as hstspreload.org asks for. */
const A_YEAR = 365 * 24 * 60 * 60;

/** Names that only a home or an office knows (RFC 6761, 6762, 8375; ICANN's .internal). */
const localName = /(^|\.)(localhost|local|lan|internal|home\.arpa)$/;

/**
 * The host that browsers may be told to reach by https alone: that of a public https URL. Null for
 * localhost, an address, a name without a dot or a local one: there, whoever tries Lens out would be
 * locked out of every other server of that name (RFC 6797, 8.1.1 knows no addresses at all).
 */
export function publicHost(publicUrl: string): string | null {
  const { protocol, hostname, host } = new URL(publicUrl);
  const isAddress = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
  const isPublic = hostname.includes('.') && !isAddress && !localName.test(hostname);
  return protocol === 'https:' && isPublic ? host : null;
}

/**
 * Says Strict-Transport-Security on what was asked for by https at that host, and nowhere else. A
 * proxy in front says https by X-Forwarded-Proto, and is believed if it is one of the trusted.
 */
export function keepToHttps(host: string | null, trustedProxies: readonly string[]): Step {
  const trusts = proxyAddr.compile([...trustedProxies]);
  const byHttps = ({ socket, headers }: IncomingMessage): boolean =>
    socket instanceof TLSSocket ||
    (trusts(socket.remoteAddress ?? '', 0) && headers['x-forwarded-proto'] === 'https');
  return async (context, next) => {
    if (host !== null && context.host.toLowerCase() === host && byHttps(context.req))
      context.set('Strict-Transport-Security', `max-age=${A_YEAR}`);
    await next();
  };
}
