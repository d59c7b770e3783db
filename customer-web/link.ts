import { LINK_FRAGMENT } from '../common/contract/invitation.ts';

/** Where this tab keeps the token of its link for a reload; it is gone with the tab. */
const KEY = 'lens.link';

/** The link that a customer came by, until it has led into a session or was given up. */
export interface Link {
  /** Its token; null where the customer came without a link. */
  token(): string | null;
  forget(): void;
}

/**
 * Takes the token of a link out of the page's address, where the history, a screenshot or whoever is
 * sent the address would have it. It stays where a secure page has no camera: that is another app's
 * own browser, whose "Open in browser" hands on what stands in the address.
 */
export function takeLink(page: Window): Link {
  const { location, history, navigator } = page;
  let token: string | null = null;
  // A private window may forbid to keep anything: then the token lasts as long as the page.
  const keep = (act: (storage: Storage) => void) => {
    try {
      act(page.sessionStorage);
    } catch {
      return;
    }
  };
  if (location.hash.startsWith(LINK_FRAGMENT)) {
    token = location.hash.slice(LINK_FRAGMENT.length);
    const movesOn = page.isSecureContext && !navigator.mediaDevices?.getUserMedia;
    if (!movesOn) history.replaceState(null, '', location.pathname + location.search);
    keep((storage) => storage.setItem(KEY, token!));
  } else {
    keep((storage) => (token = storage.getItem(KEY)));
  }
  return {
    token: () => token,
    forget() {
      token = null;
      keep((storage) => storage.removeItem(KEY));
    },
  };
}
