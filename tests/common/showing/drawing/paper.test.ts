import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createPaper,
  MOST_BOARDS,
  MOST_PLACES,
  type Paper,
} from '../../../../common/showing/drawing/paper.ts';
import {
  LIVE,
  LONGEST_PART,
  POINTER_LASTS_MS,
  type BoardId,
} from '../../../../common/showing/said.ts';

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

  const part = (number: number, board: BoardId, from: number) => {
    const places = Array.from({ length: LONGEST_PART }, () => [1, 1] as [number, number]);
    return { type: 'stroke', board, mark: number, from, places } as const;
  };

  it('has at most 200,000 places: the newest strokes stay, the same ones in any order', () => {
    // 25 strokes of 10,000 places each, over three pictures.
    const said = Array.from({ length: 2_500 }, (_, index) => {
      const number = 1 + Math.floor(index / 100);
      return part(number, number % 3, (index % 100) * LONGEST_PART);
    });
    // Each order is one that a bad network could make.
    for (const step of [1, 7, 1_249, 2_499]) {
      const other = createPaper();
      for (let index = 0; index < said.length; index += 1)
        other.take(said[(index * step) % said.length]!);
      const kept = [0, 1, 2].flatMap((id) => other.look(id).marks.map((each) => each.mark));
      const newest = Array.from({ length: 20 }, (_, index) => index + 6);
      expect(new Set(kept)).toEqual(new Set(newest));
      other.close();
    }
    expect(MOST_PLACES).toBe(200_000);
  });

  it('takes a part of the longest stroke as fast as one of a short stroke', () => {
    const costs = (length: number) => {
      const paper = createPaper();
      paper.subscribe(() => void paper.look(LIVE));
      for (let from = 0; from < length; from += LONGEST_PART) paper.take(part(1, LIVE, from));
      const before = process.cpuUsage();
      for (let index = 0; index < 2_000; index += 1)
        paper.take({ ...part(1, LIVE, length + index), places: [[1, 1]] });
      return process.cpuUsage(before).user / 1_000;
    };
    costs(100);
    expect(costs(33_900)).toBeLessThan(costs(100) * 5 + 50);
  });

  it('keeps nothing of a picture that is only looked at', () => {
    paper.take(mark(1, 1));
    for (let id = 2; id < MOST_BOARDS + 10; id += 1) paper.look(id);
    expect(paper.look(1).marks).toHaveLength(1);
  });

  it('is empty where nothing is to be seen', () => {
    expect(paper.isEmpty(LIVE)).toBe(true);
    draft(1);
    expect([paper.isEmpty(LIVE), paper.isEmpty(3)]).toEqual([false, true]);
    paper.take(mark(1));
    paper.take({ type: 'undo', board: LIVE, mark: 1 });
    expect(paper.isEmpty(LIVE)).toBe(true);
    paper.glimpse({ what: 'pointer', board: LIVE, at: [1, 1] });
    expect(paper.isEmpty(LIVE)).toBe(false);
    vi.advanceTimersByTime(POINTER_LASTS_MS);
    expect(paper.isEmpty(LIVE)).toBe(true);
    paper.take(part(2, LIVE, 0));
    expect(paper.isEmpty(LIVE)).toBe(false);
  });

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
