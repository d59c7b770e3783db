import { readdir, readFile, readlink } from 'node:fs/promises';
import type { Page } from 'puppeteer';

/** What a page holds that costs something as long as it is there. */
export interface Held {
  /** Connections that are not closed. */
  connections: number;
  /** Tracks of camera, microphone or the other side that are live. */
  tracks: number;
  /** WebSockets that are open, or about to be. */
  sockets: number;
  /** Timers that have yet to go off, and intervals. */
  timers: number;
}

interface Counting {
  pendingTimers?: Set<number>;
}

/** Has a page's timers counted, from its next load on. */
export async function countTimers(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const pending = ((globalThis as Counting).pendingTimers = new Set<number>());
    const { setTimeout, setInterval, clearTimeout, clearInterval } = globalThis;
    Object.assign(globalThis, {
      setTimeout(handler: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) {
        const id = setTimeout(() => {
          pending.delete(id);
          handler(...given);
        }, ms) as unknown as number;
        pending.add(id);
        return id;
      },
      setInterval(handler: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) {
        const id = setInterval(handler, ms, ...given) as unknown as number;
        pending.add(id);
        return id;
      },
      clearTimeout(id: number) {
        pending.delete(id);
        clearTimeout(id);
      },
      clearInterval(id: number) {
        pending.delete(id);
        clearInterval(id);
      },
    });
  });
}

/** How many of the page's objects of a kind are not over yet; those that nothing holds any more are collected first. */
async function countObjects(
  page: Page,
  prototype: () => object,
  state: string,
  over: readonly unknown[],
): Promise<number> {
  const handle = await page.evaluateHandle(prototype);
  const all = await page.queryObjects(handle as never);
  const count = await all.evaluate(
    (objects, key, ends) =>
      (objects as unknown as Record<string, unknown>[])
        // A prototype that inherits from the asked one is among them, and has no state.
        .filter((each) => !Object.hasOwn(each, 'constructor') && !ends.includes(each[key])).length,
    state,
    over,
  );
  await Promise.all([handle.dispose(), all.dispose()]);
  return count;
}

/** What a page holds now (Chromium). */
export async function held(page: Page): Promise<Held> {
  return {
    connections: await countObjects(page, () => RTCPeerConnection.prototype, 'signalingState', [
      'closed',
    ]),
    tracks: await countObjects(page, () => MediaStreamTrack.prototype, 'readyState', ['ended']),
    // CLOSING and CLOSED.
    sockets: await countObjects(page, () => WebSocket.prototype, 'readyState', [2, 3]),
    timers: await page.evaluate(() => (globalThis as Counting).pendingTimers?.size ?? 0),
  };
}

/** The bytes of a page's own objects that are in use, once what is not has been collected. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.createCDPSession();
  try {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  } finally {
    await session.detach();
  }
}

/** A process of this machine: the bytes of memory that it has (proc(5), VmRSS), and its open sockets. */
export async function processHolds(pid: number): Promise<{ memory: number; sockets: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const files = await readdir(`/proc/${pid}/fd`);
  const targets = await Promise.all(
    files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => '')),
  );
  return {
    memory: Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024,
    sockets: targets.filter((target) => target.startsWith('socket:')).length,
  };
}
