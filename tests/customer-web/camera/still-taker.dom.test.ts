import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { NotTakenReason, StillKind } from '../../../common/showing/said.ts';
import type { Taken } from '../../../common/showing/stills/still.ts';
import { stillTaker } from '../../../customer-web/camera/still-taker.ts';
import { ImitatedTrack } from '../support/track.ts';

/** Frames as the camera gives them: jsdom shows no video. */
const frames = vi.hoisted(() => ({ take: vi.fn() }));
vi.mock('../../../customer-web/camera/still-frame.ts', () => ({ stillFrame: frames.take }));

const frame: Taken = { blob: new Blob(['frame']), width: 1280, height: 720 };
let notNow: NotTakenReason | null;
/** The frames that the camera has begun to give. */
let begun: { resolve(frame: Taken): void; reject(error: Error): void }[];
beforeEach(() => {
  notNow = null;
  begun = [];
  frames.take
    .mockReset()
    .mockImplementation(() => new Promise((resolve, reject) => begun.push({ resolve, reject })));
});

function taker() {
  const { take, close } = stillTaker({
    camera: {
      video: new ImitatedTrack('video') as unknown as MediaStreamTrack,
      settled: async () => {},
    },
    photo: { imageCapture: undefined, clean: async () => 'failed' },
    notNow: () => notNow,
    onPhoto() {},
  });
  const asks = (how: StillKind, signal = new AbortController().signal) => take(how, signal);
  return Object.assign(asks, { close });
}

describe("a still of the customer's camera", () => {
  it('is taken, and of those that are asked for meanwhile the last one after it', async () => {
    const take = taker();
    const first = take('frame');
    await vi.waitFor(() => expect(begun).toHaveLength(1));
    const stills = [take('frame'), take('frame')];
    expect(await stills[0]).toBe('failed');
    begun[0]!.resolve(frame);
    expect(await first).toBe(frame);
    await vi.waitFor(() => expect(begun).toHaveLength(2), 2_000);
    begun[1]!.resolve(frame);
    expect(await stills[1]).toBe(frame);
  });

  it('does not leave the phone where the customer pauses while it is taken', async () => {
    const still = taker()('frame');
    await vi.waitFor(() => expect(begun).toHaveLength(1));
    notNow = 'paused';
    begun[0]!.resolve(frame);
    expect(await still).toBe('paused');
  });

  it('that fails is said to have failed, or what the camera is by then, and the next one is taken', async () => {
    const take = taker();
    const first = take('frame');
    await vi.waitFor(() => expect(begun).toHaveLength(1));
    begun[0]!.reject(new Error('no frame'));
    expect(await first).toBe('failed');
    const second = take('frame');
    await vi.waitFor(() => expect(begun).toHaveLength(2), 2_000);
    notNow = 'taken';
    begun[1]!.reject(new Error('no frame'));
    expect(await second).toBe('taken');
    expect(await take('frame')).toBe('taken');
    expect(begun).toHaveLength(2);
  });

  it('is neither taken nor waited for once all is over', async () => {
    const take = taker();
    const first = take('frame');
    await vi.waitFor(() => expect(begun).toHaveLength(1));
    const second = take('frame');
    take.close();
    begun[0]!.resolve(frame);
    expect(await Promise.all([first, second, take('frame')])).toEqual(['failed', 'failed', 'off']);
    expect(begun).toHaveLength(1);
  });
});
