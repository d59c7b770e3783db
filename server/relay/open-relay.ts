import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { RelayConfig } from '../config/relaying.ts';
import { createIceServers, type AskRelay, type IceServersFor } from './relay.ts';
import { sharedSecretRelay } from './shared-secret.ts';
import { twilioRelay } from './twilio-tokens.ts';

function choose({ turn, twilio }: RelayConfig, clock: Clock): AskRelay | null {
  if (turn !== null) return sharedSecretRelay(turn, { clock });
  return twilio && twilioRelay(twilio, { clock });
}

/** Opens the relay that is configured, which may be none. */
export function openRelay(
  config: RelayConfig,
  { clock, log }: { clock: Clock; log: Logger },
): IceServersFor {
  return createIceServers({ stunUrls: config.stunUrls, ask: choose(config, clock), clock, log });
}
