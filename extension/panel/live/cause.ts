import type { CallQuality } from '../../../common/call/quality.ts';
import type { PanelKey } from '../../../common/i18n/panel/words.ts';

/**
 * Where a difficulty begins to be heard or seen: ITU-T G.114 allows 150 ms one way before a
 * conversation suffers; above 3 % loss Opus and VP8 show it (measured, see the call's figures).
 */
export const LONG_ROUND_TRIP_MS = 300;
export const MUCH_LOSS = 0.03;
export const LITTLE_KBIT = 300;

/** Why a call is not good, as the words of a sentence's second half; null where it is, or nobody knows. */
export function causeOf(quality: CallQuality): PanelKey | null {
  if (quality.word !== 'fair' && quality.word !== 'poor') return null;
  if (quality.framesPerSecond === 0) return 'cause_no_picture';
  if ((quality.lossShare ?? 0) >= MUCH_LOSS) return 'cause_loss';
  if ((quality.roundTripMs ?? 0) >= LONG_ROUND_TRIP_MS) return 'cause_delay';
  if (quality.kbitPerSecond !== null && quality.kbitPerSecond < LITTLE_KBIT)
    return 'cause_bandwidth';
  return null;
}
