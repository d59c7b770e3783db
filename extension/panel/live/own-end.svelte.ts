import { inOrder, noCauses, type CallCause } from '../../../common/call/causes/cause.ts';
import { createTimers } from '../../../common/network/timers.ts';

/** How long there may be no microphone until the customer is told, in ms: opening one takes its moment. */
export const UNHEARD_AFTER_MS = 1_500;

/** What is wrong at the technician's own end: measured in the call, or known of the microphone and the room. */
export class OwnEnd {
  /** The worst first. */
  causes: readonly CallCause[] = $state.raw(noCauses);
  #measured = noCauses;
  #unheard = false;
  #sameRoom = false;
  #timers = createTimers();
  #tell: (causes: readonly CallCause[]) => void;

  /** `tell` is called at each change. */
  constructor(tell: (causes: readonly CallCause[]) => void) {
    this.#tell = tell;
  }

  /** What the call measures. */
  measured(causes: readonly CallCause[]): void {
    if (causes === this.#measured) return;
    this.#measured = causes;
    this.#settle();
  }

  /** Whether the two are to speak here, and whether there is a microphone for it. */
  speaks(speaking: boolean, hasMicrophone: boolean): void {
    if (speaking && !hasMicrophone) {
      if (!this.#unheard && !this.#timers.pending('unheard'))
        this.#timers.set('unheard', UNHEARD_AFTER_MS, () => this.#setUnheard(true));
      return;
    }
    this.#timers.clear('unheard');
    this.#setUnheard(false);
  }

  /** Whether both microphones hear the same room. */
  room(same: boolean): void {
    if (same === this.#sameRoom) return;
    this.#sameRoom = same;
    this.#settle();
  }

  close(): void {
    this.#timers.clearAll();
  }

  #setUnheard(unheard: boolean): void {
    if (unheard === this.#unheard) return;
    this.#unheard = unheard;
    this.#settle();
  }

  #settle(): void {
    const found: CallCause[] = [...this.#measured];
    if (this.#unheard) found.push('unheard');
    if (this.#sameRoom) found.push('same_room');
    this.causes = inOrder(found);
    this.#tell(this.causes);
  }
}
