import { describe, expect, test } from 'vitest';
import {
  sayCustomerConnected,
  unsayCustomerConnected,
  type Chrome,
} from '../../../extension/notification/customer-connected.ts';

/** What Chrome shows outside the panel. */
function fakeChrome() {
  const shown = { badge: '', title: '', notifications: new Map<string, { title?: string }>() };
  const browser = {
    action: {
      setBadgeBackgroundColor: async () => {},
      setBadgeText: async ({ text }: { text: string }) => void (shown.badge = text),
      setTitle: async ({ title }: { title: string }) => void (shown.title = title),
    },
    notifications: {
      create: async (id: string, options: { title?: string }) =>
        shown.notifications.set(id, options),
      clear: async (id: string) => shown.notifications.delete(id),
    },
    runtime: { getURL: (path: string) => path },
  } as unknown as Chrome;
  return { shown, browser };
}

describe('"Customer connected" outside the panel', () => {
  test.each([
    ['en', 'Customer connected'],
    ['fr', 'Client connecté'],
  ] as const)('in %s: %s', (language, words) => {
    const { shown, browser } = fakeChrome();
    sayCustomerConnected(browser, language, true);
    expect([...shown.notifications.values()]).toMatchObject([{ title: words }]);
    expect(shown.title).toContain(words);
    expect(shown.badge).not.toBe('');
  });

  test('is a badge alone where it was said before', () => {
    const { shown, browser } = fakeChrome();
    sayCustomerConnected(browser, 'en', false);
    expect(shown.notifications.size).toBe(0);
    expect(shown.badge).not.toBe('');
  });

  test('is taken back without a trace', () => {
    const { shown, browser } = fakeChrome();
    sayCustomerConnected(browser, 'en', true);
    unsayCustomerConnected(browser);
    expect(shown).toMatchObject({ badge: '', title: '' });
    expect(shown.notifications.size).toBe(0);
  });
});
