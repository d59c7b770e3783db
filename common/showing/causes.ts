import { noCauses, type CallCause } from '../call/causes/cause.ts';
import type { CausesSaid, Speech } from './said.ts';

/** Says what is wrong with this side's own end, where it differs from what was said last. */
export interface CausesReport {
  tell(causes: readonly CallCause[]): void;
  /** The other side is another document: it is told anew. */
  clear(): void;
}

export function createCausesReport(speech: Pick<Speech, 'send'>): CausesReport {
  let turn = 0;
  let told: readonly CallCause[] = noCauses;
  const say = () =>
    speech.send({ type: 'causes', turn: (turn += 1), causes: told } satisfies CausesSaid);
  return {
    tell(causes) {
      if (causes.join() === told.join()) return;
      told = causes;
      say();
    },
    clear() {
      if (told.length > 0) say();
    },
  };
}

/** What the other side says is wrong with its end. */
export interface CausesRemote {
  /** The worst first. */
  causes(): readonly CallCause[];
  /** True where it changed. */
  heard(said: CausesSaid): boolean;
  clear(): void;
}

export function createCausesRemote(): CausesRemote {
  let causes = noCauses;
  let heardTurn = -1;
  return {
    causes: () => causes,
    heard(said) {
      if (said.turn <= heardTurn) return false;
      heardTurn = said.turn;
      causes = said.causes;
      return true;
    },
    clear() {
      causes = noCauses;
      heardTurn = -1;
    },
  };
}
