import type { SharedSecretRelay } from '../relay/shared-secret.ts';
import type { TwilioAccount } from '../twilio/account.ts';
import type { ConfigValues } from './keys.ts';
import { twilioAccount } from './twilio-account.ts';

/** What an installation chooses about the way of picture and sound; nothing unless it is set. */
export interface RelayConfig {
  stunUrls: readonly string[];
  /** TURN servers, and the secret that they share with Lens. */
  turn: SharedSecretRelay | null;
  /** The account whose TURN servers are used instead. */
  twilio: TwilioAccount | null;
}

/** The part of the configuration that is about relaying. */
export function relayConfig(values: ConfigValues): RelayConfig {
  const { LENS_TURN_URLS: urls, LENS_TURN_SECRET: secret } = values;
  return {
    stunUrls: values.LENS_STUN_URLS ?? [],
    turn: urls !== undefined && secret !== undefined ? { urls, secret } : null,
    twilio: values.LENS_TURN_TWILIO ? twilioAccount(values) : null,
  };
}
