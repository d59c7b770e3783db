import type { CallView } from '../../../common/call/call.ts';
import type { RelayTrouble } from '../../../common/call/relay-trouble.ts';
import type { TechnicianSession } from '../../../common/contract/views.ts';
import type { PanelKey } from '../../../common/i18n/panel/words.ts';

/** What is said where no way for the media is found, and this side knows what keeps it from its relay. */
export const relayWords = {
  unreachable: 'call_relay_unreachable',
  credentials_refused: 'call_relay_refused',
  busy: 'call_relay_busy',
} as const satisfies Record<RelayTrouble, PanelKey>;

/** What a call says that was tried for long enough. */
function failedWords({ problem, relayTrouble }: CallView): PanelKey {
  if (problem === 'media_path' && relayTrouble) return relayWords[relayTrouble];
  return problem ? `call_${problem}` : 'call_interrupted';
}

/** What is said over the picture while it does not run; null while it does. */
export function troubleOf(call: CallView, session: TechnicianSession): PanelKey | null {
  if (call.state === 'connected') return null;
  if (session.customer && !session.customer.present) return 'customer_gone_live';
  if (call.state === 'failed') return failedWords(call);
  return call.state === 'interrupted' ? 'call_interrupted' : 'call_connecting';
}
