import type { OpenSession } from '../../common/contract/views.ts';
import type { Keeper } from '../storage/keeper.ts';
import type { FollowTechnician } from '../technician/follow-technician.ts';

/** How often the worker says to Chrome that it is at work, in ms: under the 30 s of an idle one. */
export const AWAKE_EVERY_MS = 20_000;

export interface WatchOptions {
  keeper: Keeper;
  follow: FollowTechnician;
  /** The customer waits for the start; `aloud` the first time it is said. */
  say(aloud: boolean): void;
  unsay(): void;
  /** Any call of an extension API counts as work for Chrome. */
  stayAwake(): void;
}

/** Watches a waiting session while no panel is open. */
export interface Watch {
  /** No panel is open: looks whether there is something to watch. */
  begin(): void;
  /** A panel has opened: it watches for itself. */
  stop(): void;
}

/**
 * The service worker's whole part in a session: while one waits and no panel is open, it holds the
 * technician's event socket, and says "Customer connected" when that is so. The messages that the
 * server sends every 20 s keep the worker alive (Chrome 116), a call of our own does while the
 * server is away. Where Chrome ends the worker all the same (memory, an update), the watch ends
 * with it, and begins again with the browser's next start, the panel, or the icon.
 */
export function createWatch(options: WatchOptions): Watch {
  const { keeper } = options;
  let socket: { close(): void } | null = null;
  let awake: ReturnType<typeof setInterval> | undefined;

  function stop(): void {
    socket?.close();
    socket = null;
    clearInterval(awake);
  }

  function see(session: OpenSession | null): void {
    if (session?.state === 'connected') {
      options.say(keeper.now().told !== session.id);
      keeper.change({ told: session.id });
      return;
    }
    options.unsay();
    keeper.change({ told: null });
    if (session?.state !== 'waiting' && session?.state !== 'joined') stop();
  }

  return {
    begin() {
      const { signIn, session, server } = keeper.now();
      if (socket || !signIn || !session || signIn.expires <= Date.now()) return;
      socket = options.follow(
        { server, token: signIn.token },
        {
          onTold: ({ openSession }) => see(openSession),
          onLink: (state) => state === 'refused' && stop(),
        },
      );
      awake = setInterval(options.stayAwake, AWAKE_EVERY_MS);
    },
    stop,
  };
}
