/**
 * Whether one of these STUN servers answers within `withinMs`: the network reaches the internet, and lets UDP
 * through. Unlike sockets, whose attempts a browser spaces out and holds back, it may be asked as often as one
 * likes: the browser sends a question after 0, 250 and 750 ms and so on (RFC 8489, 6.2.1). Never rejects.
 */
export async function stunAnswers(
  urls: readonly string[],
  withinMs: number,
  signal?: AbortSignal,
): Promise<boolean> {
  if (signal?.aborted) return false;
  const connection = new RTCPeerConnection({ iceServers: [{ urls: [...urls] }] });
  let late: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<boolean>((resolve) => {
      let hasNetwork = false;
      let failed = false;
      late = setTimeout(() => resolve(false), withinMs);
      signal?.addEventListener('abort', () => resolve(false), { once: true });
      connection.addEventListener('icecandidateerror', () => (failed = true));
      connection.addEventListener('icecandidate', ({ candidate }) => {
        hasNetwork ||= candidate?.type === 'host';
        if (candidate?.type === 'srflx') resolve(true);
        // Where the public address is this device's own, the answer makes no candidate of its own.
        else if (candidate === null) resolve(hasNetwork && !failed);
      });
      connection.createDataChannel('stun');
      connection.setLocalDescription().catch(() => resolve(false));
    });
  } catch {
    return false;
  } finally {
    clearTimeout(late);
    connection.close();
  }
}
