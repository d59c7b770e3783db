import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LARGEST_STILL, type NotTakenReason } from '../../../../common/showing/said.ts';
import type { Taken } from '../../../../common/showing/stills/still.ts';
import { plainJpeg } from '../../../support/plain-jpeg.ts';
import { isSame, pass, pictureOf, stopTime, twoShowings, until } from '../two-showings.ts';

describe('a still', () => {
  let two: ReturnType<typeof twoShowings>;
  const technician = () => two.technician.view();
  const customer = () => two.customer().view();
  const begin = (options?: Parameters<typeof twoShowings>[0]) => (two = twoShowings(options));
  /** Asks for a still, and waits until so much of it is there. */
  async function takeUntil(share: number): Promise<void> {
    two.technician.take('photo');
    await until(() => {
      const { coming } = technician();
      return coming?.state === 'coming' && coming.received >= share * coming.bytes;
    });
  }
  const written = () => two.bytesChannels.map((channel) => channel.written);

  beforeEach(stopTime);
  afterEach(() => {
    two.close();
    vi.useRealTimers();
  });

  it('is the same bytes on both sides, and both look at it', async () => {
    const picture = pictureOf(300_000);
    begin({ take: async () => picture });
    two.technician.take('frame');
    await until(() => customer().board === 1);
    const [still] = technician().stills;
    expect(still).toMatchObject({ id: 1, how: 'frame', width: 1280, height: 720 });
    expect(await isSame(still!.blob, picture.blob)).toBe(true);
    expect(await isSame(customer().still!.blob, picture.blob)).toBe(true);
    expect(still!.blob.type).toBe('image/jpeg');
    expect(technician()).toMatchObject({ board: 1, together: true, coming: null, problem: null });
    expect(Math.abs(still!.takenAt - customer().still!.takenAt)).toBeLessThan(200);
  });

  it('is seen by the customer as soon as it is taken', async () => {
    begin({ rate: 10, take: async () => pictureOf(300_000) });
    two.technician.take('photo');
    await until(() => customer().last !== null);
    expect(technician().stills).toEqual([]);
  });

  it('shows how much of it has come, some times a second', async () => {
    begin({ rate: 100, take: async () => pictureOf(500_000) });
    let times = 0;
    two.technician.subscribe(() => (times += 1));
    const shares: number[] = [];
    two.technician.take('photo');
    expect(technician().coming).toEqual({
      id: 1,
      how: 'photo',
      state: 'asked',
      received: 0,
      bytes: 0,
    });
    await until(() => {
      const { coming } = technician();
      if (coming?.state === 'coming') shares.push(coming.received / coming.bytes);
      return technician().stills.length === 1;
    });
    expect(shares).toEqual([...shares].sort((one, other) => one - other));
    expect(times).toBeGreaterThan(30);
    expect(times).toBeLessThan(65);
  });

  it('fills neither the memory nor the way: only a little of it waits', async () => {
    begin({ rate: 500, take: async () => pictureOf(3_000_000) });
    two.technician.take('photo');
    await until(() => technician().stills.length === 1);
    expect(two.bytesChannels[0]!.mostBuffered).toBeLessThan(300_000);
  });

  it('goes on after a break, and only what is missing is sent', async () => {
    const picture = pictureOf(2_000_000);
    begin({ rate: 500, take: async () => picture });
    await takeUntil(0.5);
    two.cut();
    await pass(3_000);
    const { received } = technician().coming!;
    two.connect();
    await until(() => technician().stills.length === 1);
    expect(await isSame(technician().stills[0]!.blob, picture.blob)).toBe(true);
    const missing = 2_000_000 - received;
    expect(written()[1]).toBeGreaterThanOrEqual(missing);
    expect(written()[1]).toBeLessThan(missing * 1.001 + 20);
    expect(two.take).toHaveBeenCalledTimes(1);
  });

  it.each(['technician', 'customer'] as const)(
    'goes on where another connection takes the place of the present one, the %s first',
    async (first) => {
      const picture = pictureOf(2_000_000);
      begin({ rate: 500, take: async () => picture });
      await takeUntil(0.5);
      const next = two.open();
      const speak = { technician: next.technicianSpeaks, customer: next.customerSpeaks };
      speak[first]();
      await pass(1_000);
      const { received } = technician().coming!;
      speak[first === 'customer' ? 'technician' : 'customer']();
      await pass(500);
      two.cut();
      next.isPresent();
      await until(() => technician().stills.length === 1);
      expect(await isSame(technician().stills[0]!.blob, picture.blob)).toBe(true);
      // Where the technician speaks over it first, the rest that comes meanwhile is not sent again.
      if (first === 'technician') expect(written()[1]).toBeLessThan(2_000_000 - received + 50_000);
      else expect(written()[1]).toBeLessThan(1_050_000);
    },
  );

  it('that was taken while there was no way is sent over the next one', async () => {
    let taken!: (picture: Taken) => void;
    begin({ take: () => new Promise((resolve) => (taken = resolve)) });
    two.technician.take('photo');
    await until(() => two.take.mock.calls.length === 1);
    two.cut();
    taken(pictureOf(50_000));
    await pass(2_000);
    two.connect();
    await until(() => technician().stills.length === 1);
    expect(written()[1]).toBeLessThan(50_100);
  });

  it('of which the last bytes were lost with their connection is still made whole', async () => {
    begin({ rate: 1_000, delay: 500, take: async () => pictureOf(100_000) });
    two.technician.take('photo');
    await until(() => two.bytesChannels[0]!.written >= 100_000);
    expect(technician().stills).toEqual([]);
    two.cut();
    two.connect();
    await until(() => technician().stills.length === 1);
  });

  it('that is cancelled leaves both with the same stills, and no more of it is sent', async () => {
    begin({ rate: 500, take: async () => pictureOf(1_000_000) });
    two.technician.take('frame');
    await until(() => technician().stills.length === 1);
    await takeUntil(0.3);
    expect(customer().last?.id).toBe(2);
    two.technician.cancel();
    expect(technician().coming).toBeNull();
    await until(() => customer().last?.id === 1);
    const before = two.bytesChannels[0]!.written;
    await pass(5_000);
    expect(two.bytesChannels[0]!.written - before).toBe(0);
    expect(technician().stills.map(({ id }) => id)).toEqual([1]);
    expect(technician().problem).toBeNull();
  });

  it('is cancelled by asking for another one', async () => {
    begin({ rate: 500, take: async () => pictureOf(500_000) });
    await takeUntil(0.3);
    two.technician.take('frame');
    await until(() => technician().stills.length === 1);
    expect(technician().stills[0]!.id).toBe(2);
    await pass(2_000);
    expect(customer()).toMatchObject({ board: 2, last: { id: 2 } });
  });

  it('that the technician gave up while the phone took it is not shown', async () => {
    let taken!: (picture: Taken) => void;
    begin({ take: () => new Promise((resolve) => (taken = resolve)) });
    two.technician.take('photo');
    await until(() => two.take.mock.calls.length === 1);
    two.technician.cancel();
    await pass(1_000);
    taken(pictureOf(10_000));
    await pass(1_000);
    expect(customer().last).toBeNull();
    expect(two.bytesChannels[0]!.written).toBe(0);
  });

  it.each<NotTakenReason>(['paused', 'taken', 'off', 'failed'])(
    'that the phone does not take because it is "%s" says so',
    async (because) => {
      begin({ take: async () => because });
      two.technician.take('photo');
      await until(() => technician().problem !== null);
      expect(technician()).toMatchObject({
        problem: { how: 'photo', why: because },
        coming: null,
        stills: [],
      });
      expect(customer().last).toBeNull();
    },
  );

  it('that the phone could not take for another reason has failed', async () => {
    begin({ take: () => Promise.reject(new Error('no camera')) });
    two.technician.take('photo');
    await until(() => technician().problem?.why === 'failed');
  });

  it('of another kind, or of nothing, has failed', async () => {
    const kinds = [new Blob(['x'], { type: 'text/html' }), new Blob([], { type: 'image/jpeg' })];
    begin({ take: async () => ({ blob: kinds.pop()!, width: 1, height: 1 }) });
    for (let time = 0; time < 2; time += 1) {
      two.technician.take('photo');
      await until(() => technician().problem?.why === 'failed');
    }
    expect(customer().last).toBeNull();
  });

  it('that is too large is not sent', async () => {
    const blob = new Blob([new Uint8Array(LARGEST_STILL + 1)], { type: 'image/jpeg' });
    begin({ take: async () => ({ blob, width: 10_000, height: 10_000 }) });
    two.technician.take('photo');
    await until(() => technician().problem?.why === 'too_large');
    expect(customer().last).toBeNull();
  });

  it('that the phone does not take within 15 s has failed, on both sides', async () => {
    let taken!: (picture: Taken) => void;
    begin({ take: () => new Promise((resolve) => (taken = resolve)) });
    two.technician.take('photo');
    await pass(14_900);
    expect(technician().problem).toBeNull();
    await pass(200);
    expect(technician()).toMatchObject({ problem: { why: 'failed' }, coming: null });
    await pass(1_000);
    taken(pictureOf(10_000));
    await pass(1_000);
    expect(customer().last).toBeNull();
  });

  it('that never gets on is asked for again three times, and is broken then', async () => {
    begin({ rate: 500, take: async () => pictureOf(500_000) });
    await takeUntil(0.3);
    // It is written, and never comes.
    two.bytesChannels[0]!.other.readyState = 'connecting';
    const wants = () =>
      two.said.technician.filter((said) => (said as { type: string }).type === 'want');
    await pass(19_000, 50);
    two.bytesChannels[0]!.other.readyState = 'open';
    two.bytesChannels[0]!.other.dispatchEvent = () => true;
    await pass(42_000, 50);
    expect(wants()).toHaveLength(3);
    expect(technician().problem).toBeNull();
    await pass(20_000, 50);
    expect(technician()).toMatchObject({ problem: { why: 'broken' }, coming: null });
    await pass(1_000);
    expect(customer().last).toBeNull();
  });

  it('is waited for as long as there is no way', async () => {
    begin({ rate: 500, take: async () => pictureOf(500_000) });
    await takeUntil(0.3);
    two.cut();
    await pass(300_000, 500);
    expect(technician().coming?.state).toBe('coming');
    two.connect();
    await until(() => technician().stills.length === 1);
  });

  it('that came otherwise than it was taken is broken, and neither side keeps it', async () => {
    begin();
    const send = two.bytesChannels[0]!.send.bind(two.bytesChannels[0]);
    two.bytesChannels[0]!.send = (data) => {
      const changed = new Uint8Array((data as ArrayBuffer).slice(0));
      changed[100]! ^= 1;
      send(changed.buffer);
    };
    two.technician.take('photo');
    await until(() => technician().problem?.why === 'broken');
    expect(technician().stills).toEqual([]);
    await until(() => customer().last === null);
  });

  it('has nothing in it but what is to be seen, on either side', async () => {
    const { blob, ...size } = pictureOf(10_000);
    const more = new Blob([blob, 'where it was taken'], { type: 'image/jpeg' });
    begin({ take: async () => ({ blob: more, ...size }) });
    two.technician.take('frame');
    await until(() => customer().board === 1);
    expect(await isSame(technician().stills[0]!.blob, blob)).toBe(true);
    expect(await isSame(customer().still!.blob, blob)).toBe(true);
  });

  it('of a gigapixel is not sent, whatever its camera says of it', async () => {
    const picture = plainJpeg({ width: 30_000, height: 30_000 });
    const blob = new Blob([picture], { type: 'image/jpeg' });
    begin({ take: async () => ({ blob, width: 64, height: 40 }) });
    two.technician.take('photo');
    await until(() => technician().problem?.why === 'too_large');
    expect(customer().last).toBeNull();
  });

  it('that was coming from a page that is loaded again never comes', async () => {
    begin({ rate: 500, take: async () => pictureOf(500_000) });
    await takeUntil(0.3);
    two.reload();
    expect(technician()).toMatchObject({ coming: null, problem: { how: 'photo', why: 'failed' } });
    two.technician.take('frame');
    await until(() => customer().board === 2);
    expect(technician()).toMatchObject({ together: true, stills: [{ id: 2 }] });
  });

  it('leaves nothing behind when the call ends in its middle', async () => {
    begin({ rate: 500, take: async () => pictureOf(2_000_000) });
    await takeUntil(0.3);
    two.close();
    const [channel] = two.bytesChannels;
    expect(getEventListeners(channel!, 'bufferedamountlow')).toEqual([]);
    const before = channel!.written;
    two.cut();
    // What was under way in the imitated line itself.
    await pass(2_000);
    expect(vi.getTimerCount()).toBe(0);
    expect(channel!.written).toBe(before);
  });
});
