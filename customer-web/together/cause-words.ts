import type { CallCause } from '../../common/call/causes/cause.ts';
import type { customerWords } from '../../common/i18n/customer/words.ts';

type CustomerKey = keyof typeof customerWords.en;

/** What is said of this phone's own end, with the way to mend it. */
export const ownCauseWords: Record<CallCause, CustomerKey | null> = {
  same_room: 'cause_same_room',
  microphone_silent: 'cause_microphone_silent',
  // The microphone's own button says it.
  unheard: null,
  network_slow: 'cause_network_slow',
  processor_slow: 'cause_processor_slow',
  udp_blocked: 'cause_udp_blocked',
};

/** What is said of the technician's end: only what the customer would notice. */
export const technicianCauseWords: Record<CallCause, CustomerKey | null> = {
  same_room: null,
  microphone_silent: 'technician_unheard',
  unheard: 'technician_unheard',
  network_slow: 'technician_network_slow',
  processor_slow: null,
  udp_blocked: null,
};
