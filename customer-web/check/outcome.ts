import type { PhoneFinding, PhoneReason } from '../../common/contract/doctor.ts';

/** What a check came to; `reason` says why where it is not well. */
export type Outcome = Pick<PhoneFinding, 'state' | 'reason'>;

export const works: Outcome = { state: 'well', reason: null };
export const fails = (reason: PhoneReason): Outcome => ({ state: 'wrong', reason });
export const notTried = (reason: 'not_set_up' | 'needs_code'): Outcome => ({
  state: 'not_tried',
  reason,
});
