import { CHECK_FRAGMENT } from '../../common/contract/doctor.ts';

/** More than a code has, and no more than a server looks at, in characters. */
const LONGEST = 100;

/** Takes the code out of the page's address, where the history or a screenshot would have it; null for none. */
export function takeCode({ location, history }: Window): string | null {
  if (!location.hash.startsWith(CHECK_FRAGMENT)) return null;
  // Whatever a messenger may have glued to it: a code that is too long is a wrong one.
  const code = location.hash.slice(CHECK_FRAGMENT.length).slice(0, LONGEST);
  history.replaceState(null, '', location.pathname);
  return code;
}
