import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LIVE } from '../../../common/showing/said.ts';
import { MOST_STILLS } from '../../../common/showing/stills/still.ts';
import { pass, pictureOf, stopTime, twoShowings, until } from './two-showings.ts';

describe('what technician and customer show each other', () => {
  let two: ReturnType<typeof twoShowings>;
  const technician = () => two.technician.view();
  const customer = () => two.customer().view();
  const ids = () => technician().stills.map(({ id }) => id);

  beforeEach(() => {
    stopTime();
    two = twoShowings({ take: async () => pictureOf(5_000) });
  });
  afterEach(() => {
    two.close();
    vi.useRealTimers();
  });

  async function takeOne(): Promise<void> {
    const last = ids().at(-1);
    two.technician.take('frame');
    await until(() => ids().at(-1) !== last);
  }

  it('is the live picture until a still is taken, and again after it', async () => {
    expect([technician().board, customer().board]).toEqual([LIVE, LIVE]);
    await takeOne();
    await until(() => customer().board === 1);
    two.technician.show(LIVE);
    expect(technician().board).toBe(LIVE);
    await until(() => customer().board === LIVE);
    expect(customer()).toMatchObject({ still: null, last: { id: 1 } });
    two.technician.show(1);
    await until(() => customer().still?.id === 1);
  });

  it('is what the technician chose last, however fast', async () => {
    await takeOne();
    await takeOne();
    for (const board of [1, LIVE, 2, 1, LIVE, 1, 2, LIVE, 2, 1]) two.technician.show(board);
    await pass(3_000);
    expect([technician().board, customer().board]).toEqual([1, 1]);
  });

  it('is at most twelve stills, the same on both sides, whatever is looked at', async () => {
    for (let count = 1; count <= MOST_STILLS; count += 1) await takeOne();
    two.technician.show(1);
    await pass(1_000);
    for (let count = 1; count <= 5; count += 1) {
      await takeOne();
      two.technician.show(ids()[0]!);
      await pass(1_000);
      expect([customer().board, customer().still?.id]).toEqual([ids()[0], ids()[0]]);
    }
    expect(ids()).toEqual(Array.from({ length: MOST_STILLS }, (_, index) => index + 6));
    // Each one that the technician still has can be looked at by both.
    for (const id of ids()) {
      two.technician.show(id);
      await until(() => customer().still?.id === id);
    }
  });

  it('begins anew with a page that was loaded again: former stills are the technician’s alone', async () => {
    await takeOne();
    two.technician.pen.number(1, [5_000, 5_000]);
    two.technician.pen.number(LIVE, [5_000, 5_000]);
    two.reload();
    expect(two.technician.paper.look(LIVE).marks).toEqual([]);
    expect(two.technician.paper.look(1).marks).toHaveLength(1);
    expect(technician()).toMatchObject({ board: LIVE, together: true, camera: null });
    expect(customer()).toMatchObject({ board: LIVE, still: null, last: null });
    two.technician.show(1);
    expect(technician().together).toBe(false);
    await pass(1_000);
    expect(customer()).toMatchObject({ board: LIVE, still: null });
    await takeOne();
    await until(() => customer().board === 2);
    expect(technician()).toMatchObject({ board: 2, together: true });
  });

  it('is drawn the same on both, over a way that loses and reorders', async () => {
    const { pen, paper } = two.technician;
    const line = pen.stroke(LIVE, [0, 0]);
    for (let step = 1; step <= 200; step += 1) {
      line.to([step * 50, step * 40]);
      await pass(5);
    }
    line.end();
    pen.number(LIVE, [100, 100]);
    pen.number(LIVE, [200, 200]);
    pen.undo(LIVE);
    const arrow = pen.arrow(LIVE, [0, 0]);
    arrow.to([9_000, 9_000]);
    arrow.end();
    await pass(3_000);
    expect(paper.look(LIVE).marks).toHaveLength(3);
    expect(two.customer().paper.look(LIVE)).toEqual(paper.look(LIVE));
    pen.erase(LIVE);
    await pass(1_000);
    expect(two.customer().paper.look(LIVE).marks).toEqual([]);
  });

  it('names what the camera is, and the last of what it is wished to do', async () => {
    const state = {
      picture: 'live',
      microphone: 'on',
      torch: false,
      zoom: { min: 1, max: 8, step: 0.1, now: 1 },
      lenses: [{ id: 0, kind: 'rear' }],
      lens: 0,
    } as const;
    two.customer().camera.tell({ ...state, lenses: [...state.lenses] });
    await until(() => technician().camera !== null);
    expect(technician().camera).toEqual(state);
    for (const to of [2, 3, 4, 5]) two.technician.wish({ what: 'zoom', to });
    two.technician.wish({ what: 'torch', on: true });
    await pass(2_000);
    const zooms = two.wishes.filter(({ what }) => what === 'zoom');
    expect(zooms.at(-1)).toEqual({ what: 'zoom', to: 5 });
    expect(two.wishes).toContainEqual({ what: 'torch', on: true });
    two.customer().camera.refuse('torch');
    await until(() => technician().refused === 'torch');
    two.technician.wish({ what: 'torch', on: true });
    expect(technician().refused).toBeNull();
    two.customer().camera.refuse('zoom');
    await until(() => technician().refused === 'zoom');
    // Another page has refused nothing.
    two.reload();
    expect(technician().refused).toBeNull();
  });
});
