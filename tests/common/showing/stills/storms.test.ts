import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAsking } from '../../../../common/showing/stills/asking.ts';
import { digestOf } from '../../../../common/showing/stills/digest.ts';
import { LONGEST_LOAD, writePiece } from '../../../../common/showing/stills/pieces.ts';
import { createTaking } from '../../../../common/showing/stills/taking.ts';
import { createCameraReport } from '../../../../common/showing/camera.ts';
import type { StillSaid, TechnicianSays } from '../../../../common/showing/said.ts';
import { asChannel, ImitatedChannel } from '../imitated-channel.ts';
import { pass, pictureOf, stopTime, until } from '../two-showings.ts';

const FULL = new Uint8Array(LONGEST_LOAD);

describe('a phone that says more than it may', () => {
  let said: TechnicianSays[] = [];
  const onProblem = vi.fn();
  const stillOf = (bytes: number): StillSaid => ({
    type: 'still',
    still: 1,
    mime: 'image/jpeg',
    bytes,
    width: 1280,
    height: 720,
    digest: '0'.repeat(64),
  });
  function begin() {
    said = [];
    let way = asChannel(
      new ImitatedChannel({ delay: 0, jitter: 0, loss: 0, rate: 1 }, () => 0, true),
    );
    const asking = createAsking({
      speech: {
        send: (message) => said.push(message as TechnicianSays),
        glimpse() {},
        bytes: () => way,
      },
      onStill: vi.fn(),
      onProblem,
      onProgress() {},
    });
    asking.wayChanged();
    asking.take('photo');
    const another = () => {
      way = asChannel(
        new ImitatedChannel({ delay: 0, jitter: 0, loss: 0, rate: 1 }, () => 0, true),
      );
      asking.wayChanged();
    };
    return { asking, another };
  }
  const wants = () => said.filter(({ type }) => type === 'want').length;
  const piece = (offset: number, load: Uint8Array<ArrayBuffer>) =>
    writePiece({ still: 1, offset, load });

  beforeEach(stopTime);
  afterEach(() => {
    vi.useRealTimers();
    onProblem.mockClear();
  });

  it('is asked for the rest once a second, and once more over each way', async () => {
    const { asking, another } = begin();
    for (let time = 0; time < 1_000; time += 1) asking.heard(stillOf(1_000_000));
    expect(wants()).toBe(1);
    await pass(5_000, 50);
    expect(wants()).toBe(2);
    another();
    expect(wants()).toBe(3);
    asking.heard(stillOf(1_000_000));
    expect(wants()).toBe(4);
    asking.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('brings nothing by pieces that are not full, but for the last one', () => {
    const { asking } = begin();
    const received = () => asking.coming()!.received;
    asking.heard(stillOf(LONGEST_LOAD + 3));
    asking.piece(piece(0, new Uint8Array(1)));
    expect(received()).toBe(0);
    asking.piece(piece(0, FULL));
    // A full one of which a byte is new keeps all of itself in memory.
    asking.piece(piece(1, FULL));
    asking.piece(piece(LONGEST_LOAD, new Uint8Array(2)));
    expect(received()).toBe(LONGEST_LOAD);
    asking.piece(piece(LONGEST_LOAD, new Uint8Array(3)));
    expect(received()).toBe(LONGEST_LOAD + 3);
    asking.close();
  });

  it('has sent its last piece before it says how many bytes there are, or the still is broken', () => {
    for (const [bytes, isBroken] of [
      [LONGEST_LOAD + 1, false],
      [LONGEST_LOAD + 2, true],
      [LONGEST_LOAD - 1, true],
    ] as const) {
      const { asking } = begin();
      asking.piece(piece(0, FULL));
      asking.piece(piece(LONGEST_LOAD, new Uint8Array(1)));
      asking.piece(piece(LONGEST_LOAD + 1, FULL));
      asking.heard(stillOf(bytes));
      expect(onProblem.mock.calls.map(([, , problem]) => problem)).toEqual(
        isBroken ? ['broken'] : [],
      );
      onProblem.mockClear();
      asking.close();
    }
  });

  it('has no picture taken for another one: of another size than it said, it is broken', async () => {
    const { asking } = begin();
    const { blob } = pictureOf(1_000);
    const said = { ...stillOf(blob.size), width: 12, digest: await digestOf(blob) };
    asking.heard(said);
    asking.piece(piece(0, await blob.bytes()));
    await until(() => onProblem.mock.calls.length > 0, 1_000);
    expect(onProblem).toHaveBeenCalledWith(1, 'photo', 'broken');
  });

  it('has ten minutes for a still, however it drips', async () => {
    const { asking } = begin();
    asking.heard(stillOf(1_000 * LONGEST_LOAD));
    for (let minute = 0; minute < 10; minute += 1)
      for (let part = 0; part < 5; part += 1) {
        asking.piece(piece((minute * 5 + part) * LONGEST_LOAD, FULL));
        expect(asking.coming()).not.toBeNull();
        await pass(12_000, 6_000);
      }
    expect(onProblem).toHaveBeenCalledWith(1, 'photo', 'broken');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('says that a camera cannot once a second for each wish', async () => {
    const send = vi.fn();
    const camera = createCameraReport({ send }, ({ what }) => camera.refuse(what));
    for (let turn = 1; turn <= 1_000; turn += 1)
      camera.heard({ type: 'camera', turn, wish: { what: 'torch', on: true } });
    camera.refuse('zoom');
    expect(send.mock.calls.map(([{ what }]) => what)).toEqual(['torch', 'zoom']);
    await pass(5_000, 50);
    // The last of them is not left out: it may have been wished anew since.
    expect(send.mock.calls.map(([{ what }]) => what)).toEqual(['torch', 'zoom', 'torch']);
    camera.refuse('torch');
    camera.refuse('torch');
    camera.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a technician’s page that wants more than it may', () => {
  const SIZE = 1_000_000;
  let slice: ReturnType<typeof vi.spyOn>;
  beforeEach(() => {
    stopTime();
    slice = vi.spyOn(Blob.prototype, 'slice');
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  async function begin() {
    const slow = { delay: 0, jitter: 0, loss: 0, rate: 300 };
    const channel = new ImitatedChannel(slow, () => 0, true);
    channel.other = new ImitatedChannel(slow, () => 0, true);
    channel.become('open');
    const said: unknown[] = [];
    const onCancelled = vi.fn();
    const taking = createTaking({
      speech: {
        send: (message) => said.push(message),
        glimpse() {},
        bytes: () => asChannel(channel),
      },
      take: async () => pictureOf(SIZE),
      onStill() {},
      onCancelled,
    });
    taking.heard({ type: 'take', still: 1, how: 'photo' });
    await until(() => channel.written > 0);
    return { taking, channel, said, onCancelled };
  }

  it('has the still begun anew once a second, where it was wanted last', async () => {
    const { taking, channel } = await begin();
    slice.mockClear();
    const before = channel.written;
    for (let time = 0; time < 1_000; time += 1)
      taking.heard({ type: 'want', still: 1, from: time % 2 ? 0 : 900_000 });
    expect(slice).toHaveBeenCalledTimes(1);
    await pass(3_000);
    // What was begun at once, and from the last place on.
    expect(channel.written - before).toBeGreaterThan(500_000);
    expect(channel.written - before).toBeLessThan(1_200_000);
    taking.close();
    // What is under way in the imitated channel itself.
    await pass(2_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is sent five times the still at most, and then told that it failed', async () => {
    const { taking, channel, said, onCancelled } = await begin();
    // Neither place is among those that are being sent.
    for (let time = 0; time < 60; time += 1) {
      taking.heard({ type: 'want', still: 1, from: time % 2 ? 0 : 999_000 });
      await pass(1_100, 50);
    }
    expect(channel.written / SIZE).toBeGreaterThan(3.9);
    expect(channel.written / SIZE).toBeLessThan(5.01);
    expect(said).toContainEqual({ type: 'not_taken', still: 1, because: 'failed' });
    expect(onCancelled).toHaveBeenCalledWith(1);
    taking.close();
  });
});
