import { hostAndPort, isTurnUrl, readIceUrl } from '../contract/ice-url.ts';

/**
 * Why a connection has no relay, though TURN servers were named.
 * - `credentials_refused`: one answered that the credential is not right or has ended.
 * - `unreachable`: none of them answers, over none of its transports.
 * - `busy`: one has no more to give, to this side or to anyone.
 */
export type RelayTrouble = 'credentials_refused' | 'unreachable' | 'busy';

/** What happened to a connection on its way to its TURN servers. */
export interface RelayFacts {
  /** The TURN URLs that it was given. */
  urls: readonly string[];
  /** Whether any of them gave it an address. */
  relays: boolean;
  /** The codes of `icecandidateerror`, by URL; one that came last stands. */
  errors: ReadonlyMap<string, number>;
}

/** 701 is the browser's own: no answer (W3C WebRTC, section 4.8.2). The others are TURN's (RFC 8656, 19). */
const UNREACHABLE = 701;
const refusals = [401, 403, 441];
const noRoom = [486, 508];

/** What the facts come to; null where there is a relay, none was named, or nothing is certain yet. */
export function relayTrouble({ urls, relays, errors }: RelayFacts): RelayTrouble | null {
  if (relays || urls.length === 0) return null;
  const codes = urls.map((url) => errors.get(url));
  const any = (some: number[]) => codes.some((code) => code !== undefined && some.includes(code));
  if (any(refusals)) return 'credentials_refused';
  if (any(noRoom)) return 'busy';
  return codes.every((code) => code === UNREACHABLE) ? 'unreachable' : null;
}

/** A URL as a browser says it again: the transport is spelled out, and the port (RFC 7065, 3.1). */
export function spelledOut(url: string): string {
  const server = readIceUrl(url);
  if (server === null) return url;
  const isTls = server.transport === 'tls';
  const transport = isTls ? 'tcp' : server.transport;
  return `${isTls ? 'turns' : 'turn'}:${hostAndPort(server)}?transport=${transport}`;
}

/**
 * Tells what is in the way of a relay for `connection`, which was just made with `servers`, at each change.
 * Where a browser says nothing of it (no `icecandidateerror`), it is never told.
 */
export function watchRelay(
  connection: RTCPeerConnection,
  servers: readonly RTCIceServer[],
  tell: (trouble: RelayTrouble | null) => void,
): void {
  const urls = servers
    .flatMap((server) => server.urls)
    .filter(isTurnUrl)
    .map(spelledOut);
  const errors = new Map<string, number>();
  let relays = false;
  let told: RelayTrouble | null = null;

  function consider(): void {
    const now = relayTrouble({ urls, relays, errors });
    if (now === told) return;
    told = now;
    tell(now);
  }

  connection.addEventListener('icecandidateerror', ({ url, errorCode }) => {
    if (!isTurnUrl(url)) return;
    const spelled = spelledOut(url);
    // Each network of the device says its own; what a server has said outweighs that another heard nothing.
    if (errorCode !== UNREACHABLE || !errors.has(spelled)) errors.set(spelled, errorCode);
    consider();
  });
  connection.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate?.type === 'relay') relays = true;
    consider();
  });
}
