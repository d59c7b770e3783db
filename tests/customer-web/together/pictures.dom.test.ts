import { Blob as NodeBlob } from 'node:buffer';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CustomerSays } from '../../../common/showing/said.ts';
import type { Taken } from '../../../common/showing/stills/still.ts';
import { TAKE_EVERY_MS } from '../../../customer-web/camera/still-taker.ts';
import { plainJpeg } from '../../support/plain-jpeg.ts';
import { customerAtTheLicence, type Customer } from '../support/customer.ts';
import { imitateDevices } from '../support/devices.ts';
import { aSession } from '../support/session.ts';

/** Frames as the camera gives them: jsdom shows no video. */
const frames = vi.hoisted(() => ({ take: vi.fn() }));
vi.mock('../../../customer-web/camera/still-frame.ts', () => ({
  stillFrame: frames.take,
  jpegOf: vi.fn(),
}));
const SIZE = { width: 1280, height: 720 };
const frame = (): Taken => ({ blob: new Blob([plainJpeg(SIZE)], { type: 'image/jpeg' }), ...SIZE });

let customer: Customer;
beforeEach(async () => {
  // Promises and messages go on by themselves; only what lasts seconds is the test's.
  vi.useFakeTimers({
    toFake: ['performance', 'setTimeout', 'clearTimeout'],
    shouldAdvanceTime: true,
  });
  frames.take.mockReset().mockImplementation(async () => frame());
  const cameras = [
    { deviceId: 'main', label: 'camera2 0, facing back' },
    { deviceId: 'front', label: 'camera2 1, facing front' },
  ];
  const devices = Object.assign(imitateDevices('granted'), { cameras, first: 'main' });
  customer = await customerAtTheLicence({ devices });
  // jsdom's own gives no bytes.
  vi.stubGlobal('Blob', NodeBlob);
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  };
});

const active = aSession({ state: 'active' });
async function goesLive() {
  customer.server.becomes({ session: active, seat: 'held' });
  await customer.settled();
}
const asks = (still: number, how: 'frame' | 'photo' = 'frame') =>
  customer.server.technicianSays({ type: 'take', still, how });
/** What was said of the pictures: the number of each that is sent, or why it is not. */
const answers = () =>
  (customer.server.said as CustomerSays[]).flatMap<number | string>((said) => {
    if (said.type === 'still') return [said.still];
    return said.type === 'not_taken' ? [said.because] : [];
  });
const answersAre = (...expected: unknown[]) =>
  vi.waitFor(() => expect(answers()).toEqual(expected));
/** From now on the camera gives its frame when it is let. */
function slowCamera() {
  const begun: { gives(): void; signal: AbortSignal }[] = [];
  frames.take.mockImplementation((_track, signal: AbortSignal) => {
    return new Promise((done) => begun.push({ gives: () => done(frame()), signal }));
  });
  return begun;
}
const begins = (begun: unknown[]) => vi.waitFor(() => expect(begun).toHaveLength(1));

describe('before the start', () => {
  it.each(['frame', 'photo'] as const)(
    'no %s is taken, and the camera is told nothing of',
    async (how) => {
      customer.server.becomes({ session: aSession({ state: 'connected' }), seat: 'held' });
      await customer.settled();
      expect(customer.at('preview').camera).toBe('live');
      asks(1, how);
      await answersAre('off');
      expect(frames.take).not.toHaveBeenCalled();
      expect((customer.server.said as CustomerSays[]).map(({ type }) => type)).toEqual([
        'not_taken',
      ]);
    },
  );

  it('the torch stays off and the lens as it is, also after the start', async () => {
    const [track] = customer.devices.tracks;
    track!.abilities = { torch: true };
    customer.server.becomes({ session: aSession({ state: 'connected' }), seat: 'held' });
    await customer.settled();
    const wishes = [
      { what: 'torch', on: true },
      { what: 'lens', to: 1 },
      { what: 'zoom', to: 2 },
    ];
    for (const wish of wishes) customer.server.technicianSays({ type: 'camera', turn: 1, wish });
    await goesLive();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(track!.told).toEqual([]);
    expect(customer.server.sent).toMatchObject({ video: track });
  });
});

describe('a picture that is being taken', () => {
  it.each([
    ['pauses', 'paused', () => customer.act.togglePause()],
    [
      'pauses for a moment',
      'paused',
      () => {
        customer.act.togglePause();
        customer.act.togglePause();
      },
    ],
    ['turns the camera', 'off', () => customer.act.turnCamera()],
  ])('is thrown away where the customer %s', async (_what, because, happens) => {
    await goesLive();
    const begun = slowCamera();
    asks(1);
    await begins(begun);
    happens();
    expect(begun[0]!.signal.aborted).toBe(true);
    begun[0]!.gives();
    await answersAre(because);
    expect(customer.at('live').taken).toBeNull();
  });

  it.each([
    ['takes it back', () => customer.server.technicianSays({ type: 'cancel', still: 1 })],
    ['is gone', () => customer.server.technicianIsAnother()],
  ])('is given up where the technician %s', async (_what, happens) => {
    await goesLive();
    const begun = slowCamera();
    asks(1);
    await begins(begun);
    happens();
    expect(begun[0]!.signal.aborted).toBe(true);
  });

  it('is given up where the customer leaves, and none after it is taken', async () => {
    await goesLive();
    const begun = slowCamera();
    asks(1);
    await begins(begun);
    customer.act.leave();
    expect(begun[0]!.signal.aborted).toBe(true);
    asks(2);
    begun[0]!.gives();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(begun).toHaveLength(1);
    expect(answers()).toEqual(['off']);
  });
});

describe('of many pictures', () => {
  it('that are asked for at once, one is taken in a second, and the last one waits', async () => {
    await goesLive();
    for (let still = 1; still <= 50; still += 1) asks(still);
    await vi.advanceTimersByTimeAsync(TAKE_EVERY_MS * 5);
    await answersAre(50);
    expect(frames.take.mock.calls.length).toBeLessThanOrEqual(2);
  });

  it('that are asked for one after the other, there is one in a second', async () => {
    await goesLive();
    for (let still = 1; still <= 8; still += 1) {
      asks(still);
      await vi.advanceTimersByTimeAsync(TAKE_EVERY_MS / 4);
    }
    expect(frames.take.mock.calls.length).toBeLessThanOrEqual(3);
  });

  it('that were taken back while one was taken none is taken', async () => {
    await goesLive();
    const begun = slowCamera();
    asks(1);
    await begins(begun);
    for (let still = 2; still <= 20; still += 1) {
      asks(still);
      customer.server.technicianSays({ type: 'cancel', still });
    }
    await vi.advanceTimersByTimeAsync(TAKE_EVERY_MS * 5);
    for (const each of begun) each.gives();
    await vi.advanceTimersByTimeAsync(TAKE_EVERY_MS * 5);
    expect(begun).toHaveLength(1);
    expect(answers()).toEqual([]);
  });
});

describe('that a picture was taken', () => {
  it.each([
    ['it is taken back', () => customer.server.technicianSays({ type: 'cancel', still: 1 })],
    ["the technician's page is loaded anew", () => customer.server.technicianIsAnother()],
  ])('is seen for four seconds, though %s at once', async (_what, happens) => {
    await goesLive();
    asks(1);
    await answersAre(1);
    happens();
    await vi.advanceTimersByTimeAsync(3_500);
    expect(customer.at('live').taken?.count).toBe(1);
    await vi.advanceTimersByTimeAsync(600);
    expect(customer.at('live').taken).toBeNull();
  });

  it('is counted, each one, and seen until four seconds after the last', async () => {
    await goesLive();
    for (let still = 1; still <= 3; still += 1) {
      asks(still);
      await vi.advanceTimersByTimeAsync(TAKE_EVERY_MS);
      await vi.waitFor(() => expect(answers()).toContain(still));
      customer.server.technicianSays({ type: 'cancel', still });
    }
    expect(customer.at('live').taken?.count).toBe(3);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(customer.at('live').taken).toBeNull();
  });
});

describe('where another screen than the live one is shown', () => {
  it('no picture is sent, none is taken, and the camera is told to be off', async () => {
    await goesLive();
    customer.devices.microphone = 'denied';
    customer.act.askCameraAgain();
    await vi.waitFor(() => expect(customer.journey.screen.step).toBe('refused'));
    expect(customer.server.sent).toMatchObject({ video: null });
    const told = (customer.server.said as CustomerSays[]).filter(({ type }) => type === 'camera');
    expect(told.at(-1)).toMatchObject({ state: { picture: 'off', torch: null, lenses: [] } });
    asks(1);
    await answersAre('off');
    expect(frames.take).not.toHaveBeenCalled();

    customer.act.goOnAsItIs();
    customer.at('live');
    expect(customer.server.sent).toMatchObject({ video: customer.devices.tracks.at(-1) });
    asks(2);
    await answersAre('off', 2);
  });
});
