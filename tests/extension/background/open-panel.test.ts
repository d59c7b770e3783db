import { expect, test } from 'vitest';
import { openPanel } from '../../../extension/background/open-panel.ts';

/** Chrome, as far as a click on the notification needs it; `refuses` as where it sees no gesture. */
function fakeChrome(refuses: boolean) {
  const done: string[] = [];
  const browser = {
    sidePanel: {
      open: async () => {
        done.push('open');
        if (refuses) throw new Error('`sidePanel.open()` may only be called in response to …');
      },
    },
    windows: {
      WINDOW_ID_CURRENT: -2,
      getLastFocused: async () => ({ id: 7 }),
      update: async (id: number, change: { focused?: boolean }) =>
        void done.push(`focus ${id} ${change.focused}`),
    },
  } as unknown as Pick<typeof chrome, 'sidePanel' | 'windows'>;
  return { done, browser };
}

test('a click on the notification opens the panel before anything else: a gesture does not last', () => {
  const { done, browser } = fakeChrome(false);
  void openPanel(browser);
  expect(done).toEqual(['open']);
});

test.each([false, true])('its window comes to the front (panel refused: %s)', async (refuses) => {
  const { done, browser } = fakeChrome(refuses);
  await openPanel(browser);
  expect(done).toEqual(['open', 'focus 7 true']);
});
