import type { JSHandle, Page } from 'puppeteer';

/** What a page's live connection has received so far, by the browser's own account. */
export interface CallStatistics {
  /** How many connections of the page are `connected` now. */
  connections: number;
  framesReceived: number;
  framesDecoded: number;
  frameWidth: number;
  frameHeight: number;
  /** Frames a second, as the decoder counts them; 0 before the first second is over. */
  framesPerSecond: number;
  /** The energy of what was received and played (W3C webrtc-stats, totalAudioEnergy). */
  audioEnergy: number;
  /** Packets of sound received, played or not: energy is counted only where something plays. */
  audioPackets: number;
}

export interface Remembering {
  lensConnections?: RTCPeerConnection[];
}

/** Runs in a page: notes these connections, and every one that is made from now on. */
function note(already: RTCPeerConnection[]): void {
  const known: RTCPeerConnection[] = ((globalThis as Remembering).lensConnections ??= already);
  globalThis.RTCPeerConnection = new Proxy(RTCPeerConnection, {
    construct(target, parts, newTarget) {
      const made = Reflect.construct(target, parts, newTarget) as RTCPeerConnection;
      known.push(made);
      return made;
    },
  });
}

/**
 * Notes every connection that a page makes from its next load on. Firefox needs it: only in
 * Chromium can a page's objects be found from outside.
 */
export async function rememberConnections(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(note, []);
}

/** Notes the connections that a page has, and every one that it makes from now on (Chromium). */
export async function noteConnections(page: Page): Promise<void> {
  if (await page.evaluate(() => 'lensConnections' in globalThis)) return;
  const connections = await connectionsOf(page);
  await connections.evaluate(note);
  await connections.dispose();
}

/** The page's connections: those it noted, else those found in its memory (Chromium). */
async function connectionsOf(page: Page): Promise<JSHandle<RTCPeerConnection[]>> {
  if (await page.evaluate(() => 'lensConnections' in globalThis)) {
    return page.evaluateHandle(() => (globalThis as Remembering).lensConnections ?? []);
  }
  const prototype = await page.evaluateHandle(() => RTCPeerConnection.prototype);
  return page.queryObjects(prototype) as Promise<JSHandle<RTCPeerConnection[]>>;
}

/** Asks a page's connections what they have received; the sum where there is more than one. */
export async function callStatistics(page: Page): Promise<CallStatistics> {
  const connections = await connectionsOf(page);
  const statistics = await connections.evaluate(async (all) => {
    const sum: CallStatistics = {
      connections: 0,
      framesReceived: 0,
      framesDecoded: 0,
      frameWidth: 0,
      frameHeight: 0,
      framesPerSecond: 0,
      audioEnergy: 0,
      audioPackets: 0,
    };
    for (const connection of all) {
      if (connection.connectionState !== 'connected') continue;
      sum.connections += 1;
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== 'inbound-rtp') continue;
        sum.framesReceived += report.framesReceived ?? 0;
        sum.framesDecoded += report.framesDecoded ?? 0;
        sum.frameWidth = Math.max(sum.frameWidth, report.frameWidth ?? 0);
        sum.frameHeight = Math.max(sum.frameHeight, report.frameHeight ?? 0);
        sum.framesPerSecond = Math.max(sum.framesPerSecond, report.framesPerSecond ?? 0);
        sum.audioEnergy += report.totalAudioEnergy ?? 0;
        if (report.kind === 'audio') sum.audioPackets += report.packetsReceived ?? 0;
      }
    }
    return sum;
  });
  // What is held from outside is never collected by the page.
  await connections.dispose();
  return statistics;
}
