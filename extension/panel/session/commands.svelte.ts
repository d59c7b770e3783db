import { ApiError } from '../../../common/client/api-error.ts';
import type { SessionState } from '../../../common/contract/session.ts';
import { problemOf, type Problem } from '../problem.ts';

/** What a technician can tell a session to do. */
export type Command = 'start' | 'end' | 'new_pin' | 'voice';

/** The state that a command brings about, where it shows that the command was done. */
const aim: Partial<Record<Command, SessionState>> = { start: 'active', end: 'ended' };

/** The technician's commands: one at a time, and what went wrong with the last one. */
export class Commands {
  /** The one that is under way. */
  busy: Command | null = $state(null);
  problem: Problem | null = $state.raw(null);
  #stateNow: () => SessionState | undefined;

  /** `stateNow` is the session's, as far as it is known. */
  constructor(stateNow: () => SessionState | undefined) {
    this.#stateNow = stateNow;
  }

  async give(command: Command, send: () => Promise<unknown>): Promise<void> {
    if (this.busy) return;
    this.busy = command;
    this.problem = null;
    try {
      await send();
    } catch (error) {
      // An answer may be lost and its command all the same be done; and what the session's own
      // view says better is not said twice.
      const done = this.#stateNow() === aim[command];
      const shown =
        error instanceof ApiError && ['session_ended', 'open_elsewhere'].includes(error.code);
      if (!done && !shown) this.problem = problemOf(error);
    } finally {
      this.busy = null;
    }
  }
}
