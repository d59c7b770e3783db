import { createTimers } from '../network/timers.ts';
import type { CallProblem, CallState } from './terms.ts';

/** How long it is tried until the call says that it has failed (and is tried on), in ms. */
export const FAILED_AFTER_MS = 20_000;

/** What a call's standing is read from. */
export interface StandingParts {
  hasOther(): boolean;
  isConnected(): boolean;
  signalling(): 'open' | 'away' | 'unsupported';
  /** It was tried long enough. */
  onFailed(): void;
}

/** How a call stands: its state, and what is in its way. */
export interface Standing {
  now(): { state: CallState; problem: CallProblem | null };
  /** Takes in that something has changed. */
  follow(): void;
  blame(problem: CallProblem): void;
  /** The other side is another document now: tried from the start. */
  startOver(): void;
  close(): void;
}

export function createStanding(parts: StandingParts): Standing {
  const timers = createTimers();
  let wasConnected = false;
  let failed = false;
  let blamed: CallProblem | null = null;

  function startOver(): void {
    failed = false;
    blamed = null;
    timers.clearAll();
    if (!parts.hasOther()) wasConnected = false;
  }

  function state(): CallState {
    if (!parts.hasOther()) return 'idle';
    if (parts.isConnected()) return 'connected';
    if (failed || parts.signalling() === 'unsupported') return 'failed';
    return wasConnected ? 'interrupted' : 'connecting';
  }

  function problem(): CallProblem | null {
    if (!parts.hasOther() || parts.isConnected()) return null;
    if (parts.signalling() === 'unsupported') return 'unsupported';
    if (failed && parts.signalling() === 'away') return 'signalling';
    return failed ? (blamed ?? 'other_absent') : blamed;
  }

  return {
    now: () => ({ state: state(), problem: problem() }),
    follow() {
      if (!parts.hasOther()) return startOver();
      if (parts.isConnected()) {
        startOver();
        wasConnected = true;
      } else if (!failed && !timers.pending('failed')) {
        timers.set('failed', FAILED_AFTER_MS, () => {
          failed = true;
          parts.onFailed();
        });
      }
    },
    blame: (problem) => (blamed = problem),
    startOver,
    close: timers.clearAll,
  };
}
