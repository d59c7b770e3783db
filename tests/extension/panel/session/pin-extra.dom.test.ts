import { afterEach, describe, expect, test, vi } from 'vitest';
import { drawn } from '../../../support/panel/drawn.ts';
import { openPanel } from '../../../support/panel/open-panel.ts';
import { joined, sessionId, waiting } from '../../../support/panel/views.ts';

let close = () => {};
afterEach(() => {
  close();
  vi.unstubAllGlobals();
});

/** A session whose PIN is shown. */
async function shown(session = waiting()) {
  const opened = await openPanel();
  opened.server.tell({ id: sessionId, revision: 1, state: 'waiting' });
  opened.server.links[0]!.become(session);
  const view = await drawn(opened.panel);
  close = view.close;
  return { ...opened, ...view };
}
const now = () => waiting(Date.now());
const guessed = () => waiting(Date.now(), { pinExtra: '0427', revision: 2 });

describe('the extra digits of a PIN', () => {
  test('are there from the moment the server tells them, and are said', async () => {
    const { server, update, screen } = await shown(now());
    expect(screen().textContent).not.toContain('Extra digits');
    server.links[0]!.become(guessed());
    await update();
    const said = [...screen().querySelectorAll('[role=status]')].map((one) => one.textContent);
    expect(said.join()).toContain('Extra digits: 0 4 2 7');
    expect(screen().textContent).toContain('many wrong PINs are being tried');
  });

  test('are copied with the PIN, in the customer’s language', async () => {
    const writeText = vi.fn(async () => {});
    vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } });
    const { server, update, press } = await shown(now());
    await press('Copy PIN code');
    server.links[0]!.become({ ...guessed(), language: 'fr' });
    await update();
    await press('Copy PIN code and extra digits');
    expect(writeText.mock.calls).toEqual([['482913'], ['482913, chiffres supplémentaires : 0427']]);
  });

  test('go with the PIN', async () => {
    const { server, update, screen } = await shown(guessed());
    server.links[0]!.become({ ...joined(Date.now()), revision: 3 });
    await update();
    expect(screen().textContent).not.toContain('Extra digits');
  });
});
