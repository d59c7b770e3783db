import type { UdpLink } from './udp-link.ts';

// candidate:<foundation> <component> <protocol> <priority> <address> <port> typ <type> (RFC 8839, 5.1)
const candidate = /(candidate:\S+ \d+ (\S+) \d+) (\S+) (\d+)(?= typ (\S+))/gi;

/** The port where nobody answers (RFC 863). */
const DISCARD = '9';

/**
 * A description or a candidate as the other end must see it: this end's addresses of UDP over IPv4,
 * reached through the link alone. Every other way leads nowhere.
 */
export async function candidatesThrough(link: UdpLink, text: string): Promise<string> {
  const there = new Map<string, string>();
  for (const [whole, before, protocol, address, port, type] of text.matchAll(candidate)) {
    const passes = protocol!.toLowerCase() === 'udp' && type === 'host' && address!.includes('.');
    const to = passes
      ? (await link.through({ address: address!, port: Number(port) })).port
      : DISCARD;
    there.set(whole, `${before} ${address} ${to}`);
  }
  return text.replace(candidate, (whole) => there.get(whole)!);
}
