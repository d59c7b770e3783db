import type { Page } from 'puppeteer';
import { noteConnections, type Remembering } from './call-statistics.ts';

/** How often it is looked what has come, in ms. */
const LOOK_EVERY_MS = 10;

/** How long it took until a new frame had been decoded, and a new packet of sound was there, in ms. */
export interface FirstMedia {
  frame: number;
  sound: number;
}

/**
 * Prepares a page for being asked when picture and sound come, by whatever connection (Chromium): `first`
 * waits for both, from now on. Looking for a page's connections takes it a fifth of a second, so that is
 * done here, and not while time is measured.
 */
export async function watchMedia(
  page: Page,
): Promise<{ first(withinMs?: number): Promise<FirstMedia> }> {
  await noteConnections(page);
  return {
    async first(withinMs = 30_000) {
      const found = await page.evaluate(
        async (patienceMs, everyMs) => {
          const from = performance.now();
          const known = new Map<RTCPeerConnection, { frames: number; packets: number }>();
          const came = { frame: 0, sound: 0 };
          for (let looks = 0; performance.now() - from < patienceMs; looks += 1) {
            for (const connection of (globalThis as Remembering).lensConnections ?? []) {
              if (connection.connectionState === 'closed') continue;
              const now = { frames: 0, packets: 0 };
              for (const report of (await connection.getStats()).values()) {
                if (report.type !== 'inbound-rtp') continue;
                if (report.kind === 'video') now.frames += report.framesDecoded ?? 0;
                else now.packets += report.packetsReceived ?? 0;
              }
              // One that is made later counts from nothing.
              const before =
                known.get(connection) ?? (looks === 0 ? now : { frames: 0, packets: 0 });
              known.set(connection, now);
              if (now.frames > before.frames) came.frame ||= performance.now() - from;
              if (now.packets > before.packets) came.sound ||= performance.now() - from;
            }
            if (came.frame > 0 && came.sound > 0) return came;
            await new Promise((resolve) => setTimeout(resolve, everyMs));
          }
          return null;
        },
        withinMs,
        LOOK_EVERY_MS,
      );
      if (found === null) throw new Error(`No frame or no sound came within ${withinMs} ms.`);
      return found;
    },
  };
}
