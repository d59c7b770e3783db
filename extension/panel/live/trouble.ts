import type { CallView } from '../../../common/call/call.ts';
import type { TechnicianSession } from '../../../common/contract/views.ts';
import type { PanelKey } from '../../../common/i18n/panel/words.ts';

/** What is said over the picture while it does not run; null while it does. */
export function troubleOf(call: CallView, session: TechnicianSession): PanelKey | null {
  if (call.state === 'connected') return null;
  if (session.customer && !session.customer.present) return 'customer_gone_live';
  if (call.state === 'failed') return call.problem ? `call_${call.problem}` : 'call_interrupted';
  return call.state === 'interrupted' ? 'call_interrupted' : 'call_connecting';
}
