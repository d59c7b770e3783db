import type { SayEncryption } from '../../common/i18n/encryption/words.ts';
import type { Say } from '../screen.ts';
import { ownCauseWords, technicianCauseWords } from '../together/cause-words.ts';
import { nothingIsSent, type StageScreen } from './sharing.ts';

/** The one thing that is wrong, the worst first; empty when nothing is. */
export function troubleOf(screen: StageScreen, say: Say, sayOfWords: SayEncryption): string {
  const live = screen.step === 'live' ? screen : null;
  if (nothingIsSent(screen)) return sayOfWords('nothing_sent');
  if (screen.linkDown) return say(live?.goesOn ? 'link_down_live' : 'link_down');
  if (screen.camera === 'taken') return say('interrupted');
  if (!screen.technicianPresent) return say('back_soon');
  const own = live?.cause && ownCauseWords[live.cause];
  if (own) return say(own);
  const other = live?.technicianCause && technicianCauseWords[live.technicianCause];
  return other ? say(other, { name: screen.technician }) : '';
}
