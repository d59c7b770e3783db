import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { newSecret } from '../tokens.ts';

/** How long a token is good, in ms: it travels in a URL, so it is asked for anew each time. */
const GOOD_FOR_MS = 60_000;

/** Tokens by which PeerServer knows that a peer id was given by this installation. */
export interface PeerTokens {
  /** A token for one peer id, safe in a URL, and when it ends (ms since 1970). */
  issue(peerId: string): Promise<{ token: string; expires: number }>;
  /** Whether a token was issued for this peer id and is still good. */
  belongsTo(token: string, peerId: string): Promise<boolean>;
}

/**
 * Tokens that need no store to be checked: the end of their time, and an HMAC-SHA256 over it and the
 * peer id, by a secret that all servers of the store share.
 */
export function createPeerTokens({ store, clock }: { store: Store; clock: Clock }): PeerTokens {
  let known: string | undefined;

  async function sign(peerId: string, expires: string): Promise<Buffer> {
    known ??= await store.secrets.get('peer-access', newSecret);
    return createHmac('sha256', known).update(`${peerId} ${expires}`).digest();
  }

  return {
    async issue(peerId) {
      const expires = clock.now() + GOOD_FOR_MS;
      const mac = await sign(peerId, String(expires));
      return { token: `${expires}-${mac.toString('hex')}`, expires };
    },

    async belongsTo(token, peerId) {
      const [, expires, mac] = /^(\d{1,16})-([0-9a-f]{64})$/.exec(token) ?? [];
      if (expires === undefined || mac === undefined || Number(expires) <= clock.now())
        return false;
      return timingSafeEqual(Buffer.from(mac, 'hex'), await sign(peerId, expires));
    },
  };
}
