/** What becomes of a question to a STUN server. */
export type StunNetwork =
  | 'answers'
  | 'answers with the own address'
  | 'is silent'
  | 'says at once that it fails'
  | 'has no address';

/** A network in which a browser's connections look for their addresses. */
export interface ImitatedStun {
  network: StunNetwork;
  /** The URLs of each question. */
  asked: string[][];
  /** How many connections are not closed. */
  open: number;
  /** In place of a browser's: a connection that only looks for its addresses. */
  RTCPeerConnection: new (configuration: RTCConfiguration) => EventTarget;
}

/** How long an answer takes, in ms. */
const ANSWER_AFTER_MS = 100;

export function imitateStun(): ImitatedStun {
  const stun: ImitatedStun = {
    network: 'answers',
    asked: [],
    open: 0,
    RTCPeerConnection: class extends EventTarget {
      constructor({ iceServers = [] }: RTCConfiguration) {
        super();
        const urls = iceServers.flatMap((server) => server.urls);
        // As a browser does (W3C WebRTC, 4.4.1.1).
        if (urls.length === 0) throw new DOMException('no urls', 'SyntaxError');
        stun.asked.push(urls);
        stun.open += 1;
      }

      createDataChannel(): void {}

      async setLocalDescription(): Promise<void> {
        const { network } = stun;
        if (network === 'has no address') return this.#find(null);
        this.#find({ type: 'host' });
        if (network === 'says at once that it fails') {
          this.dispatchEvent(new Event('icecandidateerror'));
          this.#find(null);
        }
        if (network === 'answers') setTimeout(() => this.#find({ type: 'srflx' }), ANSWER_AFTER_MS);
        if (network === 'answers with the own address')
          setTimeout(() => this.#find(null), ANSWER_AFTER_MS);
      }

      #find(candidate: { type: string } | null): void {
        this.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate }));
      }

      close(): void {
        stun.open -= 1;
      }
    },
  };
  return stun;
}

/** In place of a reference to a connection that a browser has collected as soon as it was closed. */
export class CollectedAtOnce {
  deref(): undefined {}
}
