import type { Page } from 'puppeteer';
import { waitUntil } from '../wait-until.ts';

interface Seeing {
  lensSeen?: WeakMap<RTCPeerConnection, { frames: number; packets: number }>;
}

/** Whether frames were decoded and packets of sound came since the last look, on any of a page's connections. */
async function looked(page: Page): Promise<{ frames: boolean; sound: boolean }> {
  const prototype = await page.evaluateHandle(() => RTCPeerConnection.prototype);
  const connections = await page.queryObjects(prototype as never);
  const grown = await connections.evaluate(async (found) => {
    const known = ((globalThis as Seeing).lensSeen ??= new WeakMap());
    const grown = { frames: false, sound: false };
    for (const connection of found as unknown as RTCPeerConnection[]) {
      const now = { frames: 0, packets: 0 };
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== 'inbound-rtp') continue;
        if (report.kind === 'video') now.frames += report.framesDecoded ?? 0;
        else now.packets += report.packetsReceived ?? 0;
      }
      const before = known.get(connection) ?? { frames: 0, packets: 0 };
      known.set(connection, now);
      grown.frames ||= now.frames > before.frames;
      grown.sound ||= now.packets > before.packets;
    }
    return grown;
  });
  await Promise.all([prototype.dispose(), connections.dispose()]);
  return grown;
}

/**
 * How long it takes from now until a new frame has been decoded and a new packet of sound is there, in
 * ms (Chromium). Whatever connection either comes by.
 */
export async function untilFirst(
  page: Page,
  withinMs = 30_000,
): Promise<{ frame: number; sound: number }> {
  const from = performance.now();
  await looked(page);
  const found = { frame: 0, sound: 0 };
  await waitUntil(
    'a frame and a sound are there',
    async () => {
      const now = await looked(page);
      const at = performance.now() - from;
      if (now.frames) found.frame ||= at;
      if (now.sound) found.sound ||= at;
      return found.frame > 0 && found.sound > 0;
    },
    { withinMs, everyMs: 20 },
  );
  return found;
}
