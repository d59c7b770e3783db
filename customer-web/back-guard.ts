import { LINK_FRAGMENT } from '../common/contract/invitation.ts';

/** Marks the entry of the history that stands above the page's own while it is guarded. */
const GUARD = 'lens.session';

/**
 * Keeps the phone's Back from leaving the page unasked: while guarded, it calls `asked` instead.
 * Returns the switch for it. A reload and a closed tab are not asked about: the seat outlives both.
 */
export function guardBack(page: Window, asked: () => void): (guarded: boolean) => void {
  const { history, location } = page;
  const stands = () => history.state === GUARD;
  let on = false;
  page.addEventListener('popstate', () => {
    // A link opened in this tab goes on to where it leads.
    if (!on || stands() || location.hash.startsWith(LINK_FRAGMENT)) return;
    history.pushState(GUARD, '');
    asked();
  });
  return (guarded) => {
    on = guarded;
    // After a reload it stands there already; afterwards, one Back leaves the page again.
    if (on && !stands()) history.pushState(GUARD, '');
    if (!on && stands()) history.back();
  };
}
