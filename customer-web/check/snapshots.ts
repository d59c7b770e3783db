import {
  phoneChecks,
  phoneReasons,
  type PhoneCheckName,
  type PhoneReason,
} from '../../common/contract/doctor.ts';
import type { Language } from '../../common/contract/views.ts';
import { errorWords } from '../../common/i18n/errors/words.ts';
import { nobodyYet } from '../company.ts';
import type { CheckShown, Standing } from './check.svelte.ts';
import { fails, notTried, works, type Outcome } from './outcome.ts';

const standing = (of: (check: PhoneCheckName) => Outcome | 'waiting' | 'running') =>
  Object.fromEntries(
    phoneChecks.map((check) => {
      const found = of(check);
      return [check, typeof found === 'string' ? found : { ...found, check, ms: 120 }];
    }),
  ) as Record<PhoneCheckName, Standing>;

const ready: CheckShown = {
  phase: { at: 'ready' },
  standing: standing(() => 'waiting'),
  sending: 'none',
  company: nobodyYet,
  picture: null,
  hasCode: true,
};
const runs: CheckShown = { ...ready, phase: { at: 'running' } };
const done: CheckShown = {
  ...ready,
  phase: { at: 'done' },
  standing: standing(() => works),
  sending: 'sent',
};

/** Up to this check all is well, and this one is under way. */
const runningAt = (now: PhoneCheckName) =>
  standing((check) => {
    const [at, reached] = [phoneChecks.indexOf(check), phoneChecks.indexOf(now)];
    if (at === reached) return 'running';
    return at < reached ? works : 'waiting';
  });

/** Every check ends for this reason, also those that never can. */
const wrong = (reason: PhoneReason): CheckShown => ({
  ...done,
  standing: standing(() =>
    reason === 'not_set_up' || reason === 'needs_code' ? notTried(reason) : fails(reason),
  ),
});

/** Every way that the page of a phone's check can look, by name, in that language. */
export const checkSnapshots = (
  picture: MediaStream,
  language: Language,
): Record<string, CheckShown> => ({
  'check-ready': ready,
  'check-ready-no_code': { ...ready, hasCode: false },
  'check-refused': {
    ...ready,
    phase: { at: 'refused', words: errorWords[language].check_code_wrong },
  },
  'check-asking': { ...runs, standing: runningAt('camera') },
  'check-picture': { ...runs, standing: runningAt('camera'), picture },
  'check-running': { ...runs, standing: runningAt('turn_udp') },
  'check-sending': { ...done, sending: 'sending' },
  'check-not_sent': { ...done, sending: 'failed' },
  'check-well': done,
  'check-well-no_code': {
    ...done,
    hasCode: false,
    sending: 'none',
    standing: standing((check) => (check.startsWith('turn') ? notTried('needs_code') : works)),
  },
  ...Object.fromEntries(phoneReasons.map((reason) => [`check-wrong-${reason}`, wrong(reason)])),
});
