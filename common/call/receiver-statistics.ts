import { wait } from '../network/wait.ts';

/**
 * What the other side's media amounted to on one connection, from the receiver's own statistics
 * (W3C webrtc-stats, inbound-rtp). All zero means that nothing arrived: not a frame, not a sound.
 */
export interface ReceiverStatistics {
  framesReceived: number;
  framesDecoded: number;
  /** Energy of all sound received: 0 for none; the unit is that of `totalAudioEnergy`. */
  totalAudioEnergy: number;
  bytesReceived: number;
  /** Of the sound alone: silence is sent as packets too, so that none means a microphone that is muted or missing. */
  soundPacketsReceived: number;
}

/** Adds up the inbound reports of `connection`. */
export async function receiverStatistics(
  connection: RTCPeerConnection,
): Promise<ReceiverStatistics> {
  const sum = {
    framesReceived: 0,
    framesDecoded: 0,
    totalAudioEnergy: 0,
    bytesReceived: 0,
    soundPacketsReceived: 0,
  };
  for (const report of (await connection.getStats()).values()) {
    if (report.type !== 'inbound-rtp') continue;
    sum.framesReceived += report.framesReceived ?? 0;
    sum.framesDecoded += report.framesDecoded ?? 0;
    sum.totalAudioEnergy += report.totalAudioEnergy ?? 0;
    sum.bytesReceived += report.bytesReceived ?? 0;
    if (report.kind === 'audio') sum.soundPacketsReceived += report.packetsReceived ?? 0;
  }
  return sum;
}

/** How often it is looked whether a frame is there, in ms: under three frames of a 30 fps picture. */
const LOOK_EVERY_MS = 80;

/** Resolves when the first frame has been decoded on `connection`, after `withinMs`, or by `signal`. */
export async function framesArrive(
  connection: RTCPeerConnection,
  withinMs: number,
  signal: AbortSignal,
): Promise<void> {
  const until = performance.now() + withinMs;
  while (!signal.aborted && performance.now() < until) {
    const statistics = await receiverStatistics(connection).catch(() => null);
    if (!statistics || statistics.framesDecoded > 0) return;
    await wait(LOOK_EVERY_MS, signal);
  }
}
