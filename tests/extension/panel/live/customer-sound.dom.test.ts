import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  CustomerSound,
  LISTEN_EVERY_MS,
} from '../../../../extension/panel/live/customer-sound.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A call that receives what the test says, and what is known of its sound. */
function listening() {
  let sum = { soundPacketsReceived: 0, bytesReceived: 0 };
  let reachable = true;
  const sound = new CustomerSound(async () =>
    reachable ? { framesReceived: 0, framesDecoded: 0, totalAudioEnergy: 0, ...sum } : null,
  );
  const pass = () => vi.advanceTimersByTimeAsync(LISTEN_EVERY_MS);
  return {
    sound,
    pass,
    async receive(packets: number, bytes: number) {
      const { soundPacketsReceived, bytesReceived } = sum;
      sum = {
        soundPacketsReceived: soundPacketsReceived + packets,
        bytesReceived: bytesReceived + bytes,
      };
      await pass();
    },
    break: () => (reachable = false),
  };
}

describe('the customer’s sound', () => {
  test('that stops while the picture comes is a muted microphone', async () => {
    const { sound, receive } = listening();
    await receive(100, 9000);
    await receive(100, 9000);
    await receive(0, 8000);
    expect(sound.silent).toBe(false);
    await receive(0, 8000);
    expect(sound.silent).toBe(true);
    await receive(0, 0);
    expect(sound.silent).toBe(true);
    await receive(40, 9000);
    expect(sound.silent).toBe(false);
    sound.close();
  });

  test('that stops together with the picture is a broken connection, and nobody muted', async () => {
    const { sound, receive, pass, break: breaks } = listening();
    await receive(100, 9000);
    for (let look = 0; look < 4; look += 1) await receive(0, 0);
    breaks();
    await pass();
    expect(sound.silent).toBe(false);
    sound.close();
  });

  test('is not listened to any more once the call is over', async () => {
    const statistics = vi.fn(async () => null);
    const sound = new CustomerSound(statistics);
    sound.close();
    await vi.advanceTimersByTimeAsync(10 * LISTEN_EVERY_MS);
    expect(statistics).not.toHaveBeenCalled();
  });
});
