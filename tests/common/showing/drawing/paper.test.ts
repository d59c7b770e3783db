import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPaper, MOST_BOARDS, type Paper } from '../../../../common/showing/drawing/paper.ts';
import { LIVE, POINTER_LASTS_MS } from '../../../../common/showing/said.ts';

const arrow = { kind: 'arrow', from: [0, 0], to: [9, 9] } as const;
const mark = (number: number, board = LIVE) =>
  ({ type: 'mark', board, mark: number, shape: { ...arrow, from: [0, 0], to: [9, 9] } }) as never;

describe('what is drawn on all pictures', () => {
  let paper: Paper;
  let changes = 0;
  beforeEach(() => {
    vi.useFakeTimers();
    paper = createPaper();
    changes = 0;
    paper.subscribe(() => (changes += 1));
  });
  afterEach(() => {
    paper.close();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  const draft = (number: number) =>
    paper.glimpse({ what: 'draft', board: LIVE, mark: number, shape: arrow as never });

  it('is apart for each picture', () => {
    paper.take(mark(1, LIVE));
    paper.take(mark(2, 7));
    expect(paper.look(LIVE).marks.map((each) => each.mark)).toEqual([1]);
    expect(paper.look(7).marks.map((each) => each.mark)).toEqual([2]);
  });

  it('shows a shape while it is drawn, until it is whole', () => {
    draft(1);
    expect(paper.look(LIVE).draft).toEqual(arrow);
    paper.take(mark(1));
    expect(paper.look(LIVE)).toMatchObject({ draft: null, marks: [{ mark: 1 }] });
    // One that was overtaken by its mark.
    draft(1);
    expect(paper.look(LIVE).draft).toBeNull();
  });

  it('shows no draft of what was taken back, whichever is heard first', () => {
    draft(1);
    paper.take({ type: 'undo', board: LIVE, mark: 1 });
    expect(paper.look(LIVE).draft).toBeNull();
    draft(1);
    expect(paper.look(LIVE).draft).toBeNull();
  });

  it('shows no draft of what was erased, and says so', () => {
    draft(1);
    paper.take(mark(2));
    const before = changes;
    paper.take({ type: 'erase', board: LIVE, upTo: 2 });
    expect(paper.look(LIVE)).toMatchObject({ draft: null, marks: [] });
    expect(changes).toBe(before + 1);
    draft(1);
    expect(paper.look(LIVE).draft).toBeNull();
  });

  it('shows the pointer where it was last seen, until nothing is heard of it', () => {
    paper.glimpse({ what: 'pointer', board: LIVE, at: [1, 2] });
    vi.advanceTimersByTime(POINTER_LASTS_MS - 1);
    expect(paper.look(LIVE).pointer).toEqual([1, 2]);
    expect(paper.look(3).pointer).toBeNull();
    paper.glimpse({ what: 'pointer', board: 3, at: [3, 4] });
    vi.advanceTimersByTime(POINTER_LASTS_MS - 1);
    expect(paper.look(LIVE).pointer).toBeNull();
    expect(paper.look(3).pointer).toEqual([3, 4]);
    const before = changes;
    vi.advanceTimersByTime(1);
    expect(paper.look(3).pointer).toBeNull();
    expect(changes).toBe(before + 1);
    paper.glimpse({ what: 'pointer', board: 3, at: [3, 4] });
    paper.glimpse({ what: 'no_pointer' });
    expect(paper.look(3).pointer).toBeNull();
  });

  it('says that it changed only where something did', () => {
    paper.take(mark(1));
    paper.take(mark(1));
    paper.take({ type: 'undo', board: LIVE, mark: 1 });
    paper.take({ type: 'undo', board: LIVE, mark: 1 });
    expect(changes).toBe(2);
  });

  it('forgets the oldest pictures, and never the live one', () => {
    paper.take(mark(1, LIVE));
    for (let board = 1; board <= MOST_BOARDS + 5; board += 1) paper.take(mark(board + 1, board));
    expect(paper.look(LIVE).marks).toHaveLength(1);
    expect(paper.look(MOST_BOARDS + 5).marks).toHaveLength(1);
    expect(paper.look(1).marks).toHaveLength(0);
  });

  it('is empty for another document', () => {
    paper.take(mark(1));
    draft(2);
    paper.glimpse({ what: 'pointer', board: LIVE, at: [1, 2] });
    paper.clear();
    expect(paper.look(LIVE)).toEqual({ marks: [], draft: null, pointer: null });
  });
});
