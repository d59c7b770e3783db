import type { CallCause } from '../../../common/call/causes/cause.ts';
import type { CallQuality } from '../../../common/call/quality.ts';
import type { PanelKey } from '../../../common/i18n/panel/words.ts';

/**
 * Where a difficulty begins to be heard or seen: ITU-T G.114 allows 150 ms one way before a
 * conversation suffers; above 3 % loss Opus and VP8 show it (measured, see the call's figures).
 */
export const LONG_ROUND_TRIP_MS = 300;
export const MUCH_LOSS = 0.03;
export const LITTLE_KBIT = 300;

/** Why a call is not as good as it could be: the second half of a sentence, and what to do where that is known. */
export interface LineCause {
  says: PanelKey;
  mend: PanelKey | null;
}

/**
 * What each side's causes are called over the picture; null for what is said beside the microphone or
 * the picture, where its button is.
 */
export const lines = {
  own: {
    same_room: null,
    microphone_silent: null,
    unheard: null,
    network_slow: { says: 'cause_own_network_slow', mend: 'mend_own_network_slow' },
    processor_slow: { says: 'cause_own_processor_slow', mend: 'mend_own_processor_slow' },
    udp_blocked: { says: 'cause_own_udp_blocked', mend: 'mend_own_udp_blocked' },
  },
  customer: {
    same_room: null,
    microphone_silent: null,
    unheard: null,
    network_slow: { says: 'cause_customer_network_slow', mend: 'mend_customer_network_slow' },
    processor_slow: { says: 'cause_customer_processor_slow', mend: 'mend_customer_processor_slow' },
    udp_blocked: { says: 'cause_customer_udp_blocked', mend: 'mend_customer_udp_blocked' },
  },
} as const satisfies Record<'own' | 'customer', Record<CallCause, LineCause | null>>;

/** The worst first; of a network that is slow for both, the phone's is the likelier one. */
const order = [
  ['customer', 'network_slow'],
  ['own', 'network_slow'],
  ['own', 'processor_slow'],
  ['customer', 'processor_slow'],
  ['own', 'udp_blocked'],
  ['customer', 'udp_blocked'],
] as const;

/** What the figures alone say of a call that is not good; nobody knows whose network it is. */
function measuredCause(quality: CallQuality): LineCause | null {
  const because = (says: PanelKey): LineCause => ({ says, mend: null });
  if (quality.word !== 'fair' && quality.word !== 'poor') return null;
  if (quality.framesPerSecond === 0) return because('cause_no_picture');
  if ((quality.lossShare ?? 0) >= MUCH_LOSS) return because('cause_loss');
  if ((quality.roundTripMs ?? 0) >= LONG_ROUND_TRIP_MS) return because('cause_delay');
  if (quality.kbitPerSecond !== null && quality.kbitPerSecond < LITTLE_KBIT)
    return because('cause_bandwidth');
  return null;
}

/** The one cause that stands in the line over the picture; null where all is well, or nobody knows. */
export function causeOf(
  quality: CallQuality,
  causes: Record<'own' | 'customer', readonly CallCause[]>,
): LineCause | null {
  const worst = order.find(([side, cause]) => causes[side].includes(cause));
  return worst ? lines[worst[0]][worst[1]] : measuredCause(quality);
}

/** A call's quality in a word: nothing that has a cause with a name is good. */
export function wordOf(quality: CallQuality, cause: LineCause | null): CallQuality['word'] {
  return quality.word === 'good' && cause?.mend ? 'fair' : quality.word;
}

/** The figures behind the word, for "Details": plain, the same in every language. */
export function figuresOf(quality: CallQuality): string {
  const figure = (value: number | null, unit: string) =>
    value === null ? '–' : `${value} ${unit}`;
  const { roundTripMs, lossShare, framesPerSecond, kbitPerSecond, width, height, way } = quality;
  return [
    figure(roundTripMs, 'ms'),
    figure(lossShare === null ? null : Math.round(lossShare * 100), '%'),
    figure(framesPerSecond, 'fps'),
    figure(kbitPerSecond, 'kbit/s'),
    width && height ? `${width}x${height}` : '–',
    way ? `${way.relayed ? 'TURN ' : ''}${way.over.toUpperCase()}` : '–',
  ].join(', ');
}
