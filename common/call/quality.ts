import type { Side } from '../contract/session.ts';
import { wayOf, type Way } from './way.ts';

/** A call's quality over the last 2 s; what is not known is null. */
export interface CallQuality {
  /** There and back, in ms. */
  roundTripMs: number | null;
  /** The share of packets lost on the way, 0 to 1: of what the technician receives, of what the customer sends. */
  lossShare: number | null;
  framesPerSecond: number | null;
  width: number | null;
  height: number | null;
  kbitPerSecond: number | null;
  /** Direct or through a relay, and by what. */
  way: Way | null;
  /** In one word; `none` while there is no connection or nothing to measure. */
  word: 'good' | 'fair' | 'poor' | 'none';
}

export const unknownQuality: CallQuality = {
  roundTripMs: null,
  lossShare: null,
  framesPerSecond: null,
  width: null,
  height: null,
  kbitPerSecond: null,
  way: null,
  word: 'none',
};

/**
 * The limits of `good` and of `fair`; beyond is `poor`.
 * - Delay: ITU-T G.114 calls 150 ms one way good and 400 ms the most that is acceptable; there and
 *   back it is twice that.
 * - Loss: ITU-T G.1010, table I.1, asks for under 3 % in conversation; at 10 % Opus with its error
 *   correction is still understood.
 * - Frames: under 12 a second movement is a row of pictures, under 5 it is stills.
 */
const limits = {
  roundTripMs: { good: 300, fair: 800 },
  lossShare: { good: 0.03, fair: 0.1 },
  framesPerSecond: { good: 12, fair: 5 },
};

function wordOf(measured: Omit<CallQuality, 'word'>): CallQuality['word'] {
  const { roundTripMs, lossShare, framesPerSecond } = measured;
  if (roundTripMs === null) return 'none';
  const within = (step: 'good' | 'fair') =>
    roundTripMs <= limits.roundTripMs[step] &&
    (lossShare ?? 0) <= limits.lossShare[step] &&
    (framesPerSecond ?? Infinity) >= limits.framesPerSecond[step];
  return within('good') ? 'good' : within('fair') ? 'fair' : 'poor';
}

/** What is compared with the measurement before. */
interface Counters {
  at: number;
  bytes: number;
  lost: number;
  packets: number;
  frames: number;
  pictureBytes: number;
}

/** Reads one side's half of the statistics: what comes in at the technician, what goes out at the customer. */
function read(reports: RTCStatsReport, role: Side) {
  const counters = {
    at: performance.now(),
    bytes: 0,
    lost: 0,
    packets: 0,
    frames: 0,
    pictureBytes: 0,
  };
  const stream = role === 'technician' ? 'inbound-rtp' : 'outbound-rtp';
  let roundTripMs: number | null = null;
  let way: Way | null = null;
  let width: number | null = null;
  let height: number | null = null;
  for (const report of reports.values()) {
    if (report.type === stream) {
      const bytes = report.bytesReceived ?? report.bytesSent ?? 0;
      counters.bytes += bytes;
      if (report.kind === 'video') counters.pictureBytes += bytes;
      counters.packets += report.packetsReceived ?? report.packetsSent ?? 0;
      counters.lost += role === 'technician' ? (report.packetsLost ?? 0) : 0;
      counters.frames += report.framesDecoded ?? report.framesEncoded ?? 0;
      width ??= report.frameWidth ?? null;
      height ??= report.frameHeight ?? null;
    } else if (report.type === 'remote-inbound-rtp' && role === 'customer') {
      counters.lost += report.packetsLost ?? 0;
    } else if (report.type === 'candidate-pair' && report.state === 'succeeded') {
      // `nominated` in the standard, `selected` in Firefox; several pairs may have succeeded.
      if (!report.nominated && !report.selected) continue;
      way = wayOf(reports, report) ?? way;
      if (report.currentRoundTripTime !== undefined)
        roundTripMs = Math.round(report.currentRoundTripTime * 1000);
    }
  }
  return { counters, roundTripMs, way, width, height };
}

/** Measures one connection by its statistics, again and again: each call gives the quality since the one before. */
export function createQualityMeter(role: Side) {
  let before: Counters | null = null;
  return function measure(reports: RTCStatsReport): CallQuality {
    const { counters, ...now } = read(reports, role);
    const was = before;
    before = counters;
    if (!was) return { ...unknownQuality, ...now, word: wordOf({ ...unknownQuality, ...now }) };
    const seconds = Math.max(0.001, (counters.at - was.at) / 1000);
    const lost = Math.max(0, counters.lost - was.lost);
    const packets = Math.max(0, counters.packets - was.packets);
    // The technician's packets are those that came; the customer's are those that were sent.
    const all = role === 'technician' ? packets + lost : packets;
    const pictured = counters.pictureBytes > was.pictureBytes;
    const measured = {
      ...now,
      lossShare: all > 0 ? Math.min(1, lost / all) : null,
      // Without a picture being sent there is no rate to complain of.
      framesPerSecond: pictured ? Math.round((counters.frames - was.frames) / seconds) : null,
      kbitPerSecond: Math.round(((counters.bytes - was.bytes) * 8) / 1000 / seconds),
    };
    return { ...measured, word: wordOf(measured) };
  };
}
