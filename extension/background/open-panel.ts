/**
 * Opens the panel on a click on the notification. `sidePanel.open` wants a user's gesture, which a
 * notification's click is, but only in its very handler: nothing may be awaited before. Where
 * Chrome refuses all the same, its window comes to the front, and the badge shows where to click.
 */
export async function openPanel(browser: Pick<typeof chrome, 'sidePanel' | 'windows'>) {
  const opened = browser.sidePanel
    .open({ windowId: browser.windows.WINDOW_ID_CURRENT })
    .catch(() => {});
  const window = await browser.windows.getLastFocused({ windowTypes: ['normal'] });
  if (window.id !== undefined) await browser.windows.update(window.id, { focused: true });
  await opened;
}
