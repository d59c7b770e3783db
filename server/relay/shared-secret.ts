import { createHmac } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { CREDENTIAL_FOR_MS, type AskRelay } from './relay.ts';

/** TURN servers of one's own, and the secret that they share with Lens. */
export interface SharedSecretRelay {
  urls: readonly string[];
  secret: string;
}

/**
 * Credentials that a TURN server can check without asking anybody: the name begins with the second at
 * which it ends (since 1970), and the credential is base64(HMAC-SHA1(secret, name)). It is
 * draft-uberti-behave-turn-rest-00, section 2.2, and coturn's `use-auth-secret`, for which what stands
 * behind the colon is whom it counts by (`user-quota`).
 */
export function sharedSecretRelay(
  { urls, secret }: SharedSecretRelay,
  { clock }: { clock: Clock },
): AskRelay {
  return async (name) => {
    const ends = Math.floor((clock.now() + CREDENTIAL_FOR_MS) / 1000);
    const username = `${ends}:${name}`;
    const credential = createHmac('sha1', secret).update(username).digest('base64');
    return { iceServers: [{ urls: [...urls], username, credential }], expires: ends * 1000 };
  };
}
