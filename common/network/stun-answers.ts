/**
 * How many connections of a page may be closed and not collected yet: Chromium makes no more than 500, counting
 * those, and collects them when it collects anyway.
 */
const MOST_UNCOLLECTED = 250;
const made = new Set<WeakRef<RTCPeerConnection>>();

/** Whether one more question leaves enough connections to the page's calls. */
function hasRoom(): boolean {
  for (const each of made) if (!each.deref()) made.delete(each);
  return made.size < MOST_UNCOLLECTED;
}

/**
 * Whether one of these STUN servers answers within `withinMs`: the network reaches the internet, and lets UDP
 * through. Unlike sockets, whose attempts a browser spaces out and holds back, it may be asked as often as one
 * likes; null where it was asked so often that it cannot be asked now. Where the public address is this
 * device's own, all of them must answer. Never rejects.
 */
export async function stunAnswers(
  urls: readonly string[],
  withinMs: number,
  signal?: AbortSignal,
): Promise<boolean | null> {
  if (signal?.aborted) return false;
  if (!hasRoom()) return null;
  let connection: RTCPeerConnection | undefined;
  let late: ReturnType<typeof setTimeout> | undefined;
  let giveUp = () => {};
  try {
    const asking = (connection = new RTCPeerConnection({ iceServers: [{ urls: [...urls] }] }));
    made.add(new WeakRef(asking));
    return await new Promise<boolean>((resolve) => {
      let hasNetwork = false;
      let failed = false;
      giveUp = () => resolve(false);
      late = setTimeout(giveUp, withinMs);
      signal?.addEventListener('abort', giveUp);
      asking.addEventListener('icecandidateerror', () => (failed = true));
      asking.addEventListener('icecandidate', ({ candidate }) => {
        hasNetwork ||= candidate?.type === 'host';
        if (candidate?.type === 'srflx') resolve(true);
        // Where the public address is this device's own, the answer makes no candidate of its own.
        else if (candidate === null) resolve(hasNetwork && !failed);
      });
      asking.createDataChannel('stun');
      asking.setLocalDescription().catch(giveUp);
    });
  } catch {
    return false;
  } finally {
    clearTimeout(late);
    signal?.removeEventListener('abort', giveUp);
    connection?.close();
  }
}
