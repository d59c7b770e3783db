import type { Language } from '../../common/contract/views.ts';
import { panelWords } from '../../common/i18n/panel/words.ts';
import { translator } from '../../common/i18n/translate.ts';

/** The one notification that Lens gives; its id, so that it can be taken back. */
export const CUSTOMER_CONNECTED = 'customer-connected';

/** The parts of Chrome that say "Customer connected" outside the panel. */
export type Chrome = Pick<typeof chrome, 'notifications' | 'action' | 'runtime'>;

/** Puts the badge on the extension's icon, and says the words in a notification if `aloud`. */
export function sayCustomerConnected(browser: Chrome, language: Language, aloud: boolean): void {
  const say = translator(panelWords, language);
  void browser.action.setBadgeBackgroundColor({ color: '#14713a' });
  void browser.action.setBadgeText({ text: '1' });
  void browser.action.setTitle({ title: `Lens: ${say('notification')}` });
  if (!aloud) return;
  void browser.notifications.create(CUSTOMER_CONNECTED, {
    type: 'basic',
    iconUrl: browser.runtime.getURL('icons/128.png'),
    title: say('notification'),
    message: say('notification_more'),
    // The customer waits, camera in hand: it stays until it is answered or no longer true.
    requireInteraction: true,
  });
}

/** Takes badge and notification back: the panel is seen, or the customer no longer waits. */
export function unsayCustomerConnected(browser: Chrome): void {
  void browser.action.setBadgeText({ text: '' });
  void browser.action.setTitle({ title: '' });
  void browser.notifications.clear(CUSTOMER_CONNECTED);
}
