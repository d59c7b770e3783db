import {
  isStunUrl,
  readIceUrl,
  withUrls,
  type IceTransport,
} from '../../../common/contract/ice-url.ts';
import type { IceServer } from '../../../common/contract/views.ts';
import { stunAnswers } from '../../../common/network/stun-answers.ts';
import { fails, notTried, works, type Outcome } from '../outcome.ts';

/** How long a server may take, in ms: a browser tries a silent one for about ten seconds. */
const WITHIN_MS = 12_000;
/** A STUN server that answers has done so by then, in ms. */
const ANSWERS_WITHIN_MS = 4000;
/** What a browser says of a TURN server that refuses the credentials (RFC 8489, 14.8). */
const UNAUTHORIZED = 401;

/** Of these servers, those that are reached over `over`. */
export const reachedOver = (servers: readonly IceServer[], over: IceTransport): IceServer[] =>
  withUrls(servers, (url) => {
    const address = readIceUrl(url);
    return address?.kind === 'turn' && address.transport === over;
  });

/** Whether a STUN server tells this phone its public address. */
export async function checkStun(servers: readonly IceServer[]): Promise<Outcome> {
  const urls = servers.flatMap((server) => server.urls.filter(isStunUrl));
  if (urls.length === 0) return notTried('not_set_up');
  return (await stunAnswers(urls, ANSWERS_WITHIN_MS)) ? works : fails('unreachable');
}

/**
 * After how long right credentials that were refused are tried once more, in ms: coturn 4.6 refuses whoever
 * comes while another of its threads opens its database.
 */
const REFUSED_AGAIN_MS = 500;

/** Two connections of this page that may use the relay alone: one sends, the other sends it back. */
async function tryTurn(relay: readonly IceServer[]): Promise<Outcome> {
  const config: RTCConfiguration = {
    iceServers: relay as RTCIceServer[],
    iceTransportPolicy: 'relay',
  };
  const [one, other] = [new RTCPeerConnection(config), new RTCPeerConnection(config)];
  let refused = false;
  let placed = false;
  let late: ReturnType<typeof setTimeout> | undefined;
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.addEventListener('icecandidateerror', ({ errorCode }) => {
      refused ||= errorCode === UNAUTHORIZED;
    });
    from.addEventListener('icecandidate', ({ candidate }) => {
      placed ||= candidate?.type === 'relay';
      if (candidate) to.addIceCandidate(candidate).catch(() => undefined);
    });
  }
  const whyNot = () => {
    if (placed) return fails('no_data');
    return fails(refused ? 'credentials_refused' : 'unreachable');
  };
  try {
    return await new Promise<Outcome>((resolve, reject) => {
      late = setTimeout(() => resolve(whyNot()), WITHIN_MS);
      for (const each of [one, other])
        each.addEventListener('icegatheringstatechange', () => {
          // With no place at the relay there is nothing more to wait for.
          if (each.iceGatheringState === 'complete' && !placed) resolve(whyNot());
        });
      const channel = one.createDataChannel('check');
      channel.onopen = () => channel.send('there');
      channel.onmessage = ({ data }) => data === 'and back' && resolve(works);
      other.ondatachannel = ({ channel: back }) => {
        back.onmessage = ({ data }) => data === 'there' && back.send('and back');
      };
      void (async () => {
        await one.setLocalDescription();
        await other.setRemoteDescription(one.localDescription!);
        await other.setLocalDescription();
        await one.setRemoteDescription(other.localDescription!);
      })().catch(reject);
    });
  } finally {
    clearTimeout(late);
    one.close();
    other.close();
  }
}

/** Whether data comes through the relay, reached over `over`. */
export async function checkTurn(
  servers: readonly IceServer[],
  over: IceTransport,
): Promise<Outcome> {
  const relay = reachedOver(servers, over);
  if (relay.length === 0) return notTried('not_set_up');
  const outcome = await tryTurn(relay);
  if (outcome.reason !== 'credentials_refused') return outcome;
  await new Promise((resolve) => setTimeout(resolve, REFUSED_AGAIN_MS));
  return await tryTurn(relay);
}
