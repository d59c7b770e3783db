/**
 * Whether one of these STUN servers answers within `withinMs`: the network reaches the internet, and lets UDP
 * through. Unlike sockets, whose attempts a browser spaces out and holds back, it may be asked as often as one
 * likes. Where the public address is this device's own, all of them must answer. Never rejects.
 */
export async function stunAnswers(
  urls: readonly string[],
  withinMs: number,
  signal?: AbortSignal,
): Promise<boolean> {
  if (signal?.aborted) return false;
  let connection: RTCPeerConnection | undefined;
  let late: ReturnType<typeof setTimeout> | undefined;
  let giveUp = () => {};
  try {
    const asking = (connection = new RTCPeerConnection({ iceServers: [{ urls: [...urls] }] }));
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
