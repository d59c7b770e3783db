import { LIVE, type BoardId, type StillId } from './said.ts';

/** What both look at: the live picture, or a still. Words about it may come in any order. */
export interface Stage {
  board(): BoardId;
  /** True where it changed. */
  take(said: { turn: number; still: StillId | null }): boolean;
  clear(): void;
}

export function createStage(): Stage {
  let shown: BoardId = LIVE;
  let turn = -1;
  return {
    board: () => shown,
    take(said) {
      if (said.turn <= turn) return false;
      turn = said.turn;
      const before = shown;
      shown = said.still ?? LIVE;
      return shown !== before;
    },
    clear() {
      shown = LIVE;
      turn = -1;
    },
  };
}
