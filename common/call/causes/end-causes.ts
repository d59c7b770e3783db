import { inOrder, type CallCause } from './cause.ts';
import type { EndMeasure } from './end-measure.ts';
import { createSilenceWatch } from './silent-microphone.ts';
import { createSteady, type Patience } from './steady.ts';

/** What can be read from a connection's statistics; the rest is found elsewhere. */
export type MeasuredCause = Extract<
  CallCause,
  'microphone_silent' | 'network_slow' | 'processor_slow' | 'udp_blocked'
>;

/**
 * Where a network is too slow, in kbit/s of what it carries: others name 560 for 720p, and Chromium's
 * VP8 falls to 320x180 at 300 (measured).
 */
const LITTLE_KBIT = 500;
/** The share of lost packets from which speech suffers: ITU-T G.1010, table I.1, asks for under 3 %. */
const MUCH_LOSS = 0.05;
/** Fewer packets than this say nothing of a share: a voice alone is 50 a second. */
const FEW_PACKETS = 40;
/** The share of time spent with decoding at which one more program is too many. */
const BUSY = 0.8;
/** A smaller share, where this share of frames is thrown away though nothing was lost on the way. */
const HALF_BUSY = 0.4;
const MANY_DROPPED = 0.25;
const HARDLY_LOST = 0.01;

const patience: Record<MeasuredCause, Patience> = {
  // It has lasted already (`SILENT_AFTER_MS`).
  microphone_silent: { enterMs: 0, leaveMs: 1_500 },
  network_slow: { enterMs: 6_000, leaveMs: 8_000 },
  processor_slow: { enterMs: 6_000, leaveMs: 10_000 },
  udp_blocked: { enterMs: 2_000, leaveMs: 4_000 },
};

/** What passed between two looks, or null where the second is of another connection. */
function between(was: EndMeasure, now: EndMeasure) {
  const more = (name: 'sent' | 'decodeSeconds' | 'framesDecoded' | 'framesDropped' | 'received') =>
    now[name] - was[name];
  if (more('sent') < 0 || more('received') < 0 || more('framesDecoded') < 0) return null;
  const receivedLost = Math.max(0, now.receivedLost - was.receivedLost);
  return {
    sent: more('sent'),
    sentLost: Math.max(0, now.sentLost - was.sentLost),
    decodeSeconds: more('decodeSeconds'),
    frames: more('framesDecoded'),
    dropped: more('framesDropped'),
    lostShare: receivedLost / Math.max(1, more('received') + receivedLost),
  };
}

type Passed = NonNullable<ReturnType<typeof between>>;

/**
 * Whether what this side sends is held up. That it is this side's own network is the likely answer, not
 * a sure one: the way up is the narrow one of most lines, and of a phone's.
 */
function isNetworkSlow(now: EndMeasure, passed: Passed): boolean {
  const isLost = passed.sent >= FEW_PACKETS && passed.sentLost / passed.sent >= MUCH_LOSS;
  const isNarrow = now.limitedBy === 'bandwidth' && (now.availableKbit ?? Infinity) < LITTLE_KBIT;
  return isLost || isNarrow;
}

function isProcessorSlow(now: EndMeasure, passed: Passed, seconds: number): boolean {
  if (now.limitedBy === 'cpu') return true;
  if (passed.frames === 0) return false;
  const busy = passed.decodeSeconds / seconds;
  const dropped = passed.dropped / (passed.frames + passed.dropped);
  return (
    busy >= BUSY || (busy >= HALF_BUSY && dropped >= MANY_DROPPED && passed.lostShare < HARDLY_LOST)
  );
}

/**
 * Finds what is wrong with this side's own end, from one look at the statistics after another. It goes on
 * over a change of connection: what is held is held until the new one has been measured for a while.
 */
export function createEndCauses(): (measure: EndMeasure, now: number) => readonly MeasuredCause[] {
  const isSilent = createSilenceWatch();
  const steady = {
    microphone_silent: createSteady(patience.microphone_silent),
    network_slow: createSteady(patience.network_slow),
    processor_slow: createSteady(patience.processor_slow),
    udp_blocked: createSteady(patience.udp_blocked),
  };
  let before: { measure: EndMeasure; at: number } | null = null;

  return (measure, now) => {
    const was = before;
    before = { measure, at: now };
    const passed = was && now > was.at ? between(was.measure, measure) : null;
    const seconds = was ? (now - was.at) / 1000 : 0;
    const found: Record<MeasuredCause, boolean | null> = {
      microphone_silent: isSilent(measure.sound, now),
      network_slow: passed && isNetworkSlow(measure, passed),
      processor_slow: passed && isProcessorSlow(measure, passed, seconds),
      udp_blocked: measure.relayedBy === 'tcp' || measure.relayedBy === 'tls',
    };
    const causes = Object.keys(found) as MeasuredCause[];
    return inOrder(
      causes.filter((cause) => steady[cause].look(found[cause], now)),
    ) as readonly MeasuredCause[];
  };
}
