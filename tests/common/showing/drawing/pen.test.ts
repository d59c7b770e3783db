import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPaper, type Paper } from '../../../../common/showing/drawing/paper.ts';
import { createPen, type Pen } from '../../../../common/showing/drawing/pen.ts';
import type { Place } from '../../../../common/showing/place.ts';
import {
  LIVE,
  LONGEST_STROKE,
  POINTER_LASTS_MS,
  TechnicianGlimpse,
  TechnicianSays,
} from '../../../../common/showing/said.ts';

describe('the pen', () => {
  let mine: Paper;
  /** The other side's: only what was said gets there, through its schema. */
  let theirs: Paper;
  let pen: Pen;
  let sent = 0;

  beforeEach(() => {
    vi.useFakeTimers();
    mine = createPaper();
    theirs = createPaper();
    sent = 0;
    pen = createPen(mine, {
      send(message) {
        sent += 1;
        theirs.take(v.parse(TechnicianSays, message) as never);
      },
      glimpse: (value) => theirs.glimpse(v.parse(TechnicianGlimpse, value)),
    });
  });
  afterEach(() => {
    pen.close();
    mine.close();
    theirs.close();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  /** The places of the line that was drawn first. */
  const lineOf = (paper: Paper) => {
    const mark = paper.look(LIVE).marks[0];
    return mark?.kind === 'stroke' ? mark.parts : [];
  };
  const expectSame = () => expect(theirs.look(LIVE)).toEqual(mine.look(LIVE));

  it('draws a line on both sides, said once for each frame of the screen', () => {
    const line = pen.stroke(LIVE, [0, 0]);
    expect(theirs.look(LIVE).marks).toHaveLength(1);
    for (let step = 1; step <= 240; step += 1) {
      line.to([step, step]);
      vi.advanceTimersByTime(4);
    }
    line.end();
    expectSame();
    expect(lineOf(mine).map((part) => part.length)).toEqual([241]);
    // 240 places in 960 ms.
    expect(sent).toBeLessThan(65);
  });

  it('says many places at once in parts that each fit', () => {
    const line = pen.stroke(LIVE, [0, 0]);
    line.to(...Array.from({ length: 1_234 }, (_, index): Place => [index, index]));
    line.end();
    expectSame();
    expect(lineOf(mine).map((part) => part.length)).toEqual([1_235]);
  });

  it('ends a line that is too long to be kept', () => {
    const line = pen.stroke(LIVE, [0, 0]);
    for (let time = 0; time < 5; time += 1)
      line.to(...Array.from({ length: LONGEST_STROKE / 4 }, (): Place => [1, 1]));
    line.end();
    expectSame();
    expect(lineOf(mine).map((part) => part.length)).toEqual([LONGEST_STROKE]);
  });

  it('shows an arrow while it is drawn, and keeps it', () => {
    const arrow = pen.arrow(LIVE, [0, 0]);
    arrow.to([500, 500], [900, 900]);
    vi.advanceTimersByTime(16);
    expect(theirs.look(LIVE)).toMatchObject({ marks: [], draft: { to: [900, 900] } });
    arrow.to([1_000, 1_000]);
    arrow.end();
    expectSame();
    expect(mine.look(LIVE)).toEqual({
      marks: [{ mark: 1, kind: 'arrow', from: [0, 0], to: [1_000, 1_000] }],
      draft: null,
      pointer: null,
    });
  });

  it('leaves nothing of an arrow that was only a tap, or taken back', () => {
    const tap = pen.arrow(LIVE, [0, 0]);
    tap.to([20, 20]);
    vi.advanceTimersByTime(16);
    tap.end();
    const arrow = pen.arrow(LIVE, [0, 0]);
    arrow.to([5_000, 5_000]);
    vi.advanceTimersByTime(16);
    arrow.drop();
    const line = pen.stroke(LIVE, [0, 0]);
    line.to([9, 9]);
    line.drop();
    expectSame();
    expect(mine.look(LIVE)).toEqual({ marks: [], draft: null, pointer: null });
  });

  it('numbers what it marks, and takes back the last thing first', () => {
    pen.number(LIVE, [1, 1]);
    pen.number(LIVE, [2, 2]);
    pen.undo(LIVE);
    pen.number(LIVE, [3, 3]);
    expectSame();
    expect(mine.look(LIVE).marks).toMatchObject([{ number: 1 }, { number: 2, at: [3, 3] }]);
    pen.erase(LIVE);
    pen.number(LIVE, [4, 4]);
    expectSame();
    expect(mine.look(LIVE).marks).toMatchObject([{ number: 1, at: [4, 4] }]);
  });

  it('brings back what was erased, until something else is drawn', () => {
    const line = pen.stroke(LIVE, [0, 0]);
    for (let step = 1; step <= 300; step += 1) line.to([step, 2 * step]);
    line.end();
    pen.number(LIVE, [1, 1]);
    const drawn = () => mine.look(LIVE).marks.map(({ mark: _mark, ...rest }) => rest);
    const before = drawn();
    pen.erase(LIVE);
    expect([drawn(), pen.canUndo(LIVE), pen.canUndo(3)]).toEqual([[], true, false]);
    pen.undo(LIVE);
    expectSame();
    expect(drawn()).toEqual(before);
    pen.erase(LIVE);
    pen.number(LIVE, [4, 4]);
    pen.undo(LIVE);
    pen.undo(LIVE);
    expectSame();
    expect([drawn(), pen.canUndo(LIVE)]).toEqual([[], false]);
  });

  it('erases one picture alone', () => {
    pen.number(LIVE, [1, 1]);
    pen.number(3, [1, 1]);
    pen.erase(LIVE);
    expect(theirs.look(LIVE).marks).toEqual([]);
    expect(theirs.look(3).marks).toHaveLength(1);
  });

  it('points as long as it rests, and not a moment longer', () => {
    pen.point(LIVE, [1, 2]);
    vi.advanceTimersByTime(POINTER_LASTS_MS * 5);
    expect(theirs.look(LIVE).pointer).toEqual([1, 2]);
    pen.point(LIVE, null);
    expect([mine, theirs].map((paper) => paper.look(LIVE).pointer)).toEqual([null, null]);
    vi.advanceTimersByTime(POINTER_LASTS_MS);
    expect(theirs.look(LIVE).pointer).toBeNull();
  });
});
