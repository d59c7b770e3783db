import { CHECK_FRAGMENT } from '../../common/contract/doctor.ts';

/** Takes the code out of the page's address, where the history or a screenshot would have it; null for none. */
export function takeCode({ location, history }: Window): string | null {
  if (!location.hash.startsWith(CHECK_FRAGMENT)) return null;
  const code = location.hash.slice(CHECK_FRAGMENT.length);
  history.replaceState(null, '', location.pathname);
  return code;
}
