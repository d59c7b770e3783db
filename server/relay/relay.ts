import type { Logger } from 'pino';
import type { IceServer, IceServers } from '../../common/contract/views.ts';
import type { Clock } from '../clock.ts';

/** How long a credential is good, in ms. A call that it has opened goes on beyond that. */
export const CREDENTIAL_FOR_MS = 10 * 60_000;
/** How often at most it is logged that the relay gives nothing, in ms. */
const SAY_EVERY_MS = 60_000;

/** TURN servers with a credential in it, and when that ends (ms since 1970). */
export interface Relayed {
  iceServers: IceServer[];
  expires: number;
}

/**
 * Gives TURN servers with a fresh credential to whoever bears `name`, which says the session and the
 * side and nothing personal. Rejects where it has none to give.
 */
export type AskRelay = (name: string) => Promise<Relayed>;

/** The ICE servers for whoever bears `name`. Never rejects: without a relay a call may be direct. */
export type IceServersFor = (name: string) => Promise<IceServers>;

export interface RelayParts {
  stunUrls: readonly string[];
  /** Null where there is no relay. */
  ask: AskRelay | null;
  clock: Clock;
  log: Logger;
}

/** What went wrong, by its numbers alone: a gateway's words, or its address, may hold a secret. */
function reasonOf(error: unknown): Record<string, unknown> {
  const { name, code, status } = error as Error & { code?: unknown; status?: unknown };
  return { name, code, status };
}

/** The STUN servers of this installation, and its relay where that gives one. */
export function createIceServers({ stunUrls, ask, clock, log }: RelayParts): IceServersFor {
  const stun: IceServer[] = stunUrls.length > 0 ? [{ urls: [...stunUrls] }] : [];
  let saidAt = -Infinity;

  return async (name) => {
    if (ask === null) return { iceServers: stun, expires: null };
    try {
      const { iceServers, expires } = await ask(name);
      return { iceServers: [...stun, ...iceServers], expires };
    } catch (error) {
      if (clock.now() - saidAt >= SAY_EVERY_MS) {
        saidAt = clock.now();
        log.warn(reasonOf(error), 'the relay gives no credentials: calls go on without it');
      }
      return { iceServers: stun, expires: null };
    }
  };
}
