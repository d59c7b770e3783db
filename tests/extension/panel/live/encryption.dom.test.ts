import { afterEach, expect, test } from 'vitest';
import { drawn } from '../../../support/panel/drawn.ts';
import { openPanel } from '../../../support/panel/open-panel.ts';
import { active, connected, ended, sessionId } from '../../../support/panel/views.ts';

let screen: Awaited<ReturnType<typeof drawn>>;
afterEach(() => screen?.close());

/** A panel in a session that is connected or live, drawn. */
async function panelIn(session = active()) {
  const opened = await openPanel();
  opened.server.tell({ id: sessionId, revision: 3, state: session.state });
  opened.server.links[0]!.become(session);
  screen = await drawn(opened.panel);
  const encryption = opened.encryptions.at(-1)!;
  return {
    ...opened,
    encryption,
    async says(part: Parameters<typeof encryption.say>[0]) {
      encryption.say(part);
      await screen.update();
    },
  };
}
const text = () => document.body.textContent!.replace(/\s+/g, ' ');
const words = [0, 3, 198, 255] as const;

test.each([
  ['before the start', connected()],
  ['live', active()],
])('the technician sees the four words %s, with what they are for', async (_, session) => {
  const { says } = await panelIn(session);
  expect(text()).toContain('Encrypted');
  expect(text()).not.toContain('Encrypted. Words');
  await says({ words });
  expect(text()).toContain('Encrypted. Words: accordion apple shadow zebra');
  expect(text()).toContain('if they are the same on both screens, nobody is listening in');
});

test('the words are the same ideas in French', async () => {
  const { panel, says } = await panelIn();
  await says({ words });
  panel.setLanguage('fr');
  await screen.update();
  expect(text()).toContain('Chiffré. Mots : accordéon pomme ombre zèbre');
});

test('words that have changed are said at once, the other side hears that they are shown, until it was seen', async () => {
  const { encryption, says } = await panelIn();
  await says({ words });
  expect(encryption.shown).toBe(0);
  await says({ words: [1, 2, 3, 4], changed: true });
  expect(text()).toContain('The four words have changed');
  expect(encryption.shown).toBe(1);
  // Another change before the first was seen is told as well.
  await says({ words: [5, 6, 7, 8] });
  expect(encryption.shown).toBe(2);
  await screen.press('Go on');
  expect(encryption.acknowledged).toBe(1);
  expect(text()).not.toContain('The four words have changed');
});

test('a change is said over the technician’s own account too', async () => {
  const { panel, encryption, says } = await panelIn();
  panel.account!.own.open('sound');
  await screen.update();
  await says({ words, changed: true });
  expect(screen.button('Go on')).toBeTruthy();
  expect(encryption.shown).toBe(1);
});

test.each([
  ['between', 'Somebody is between the two of you, so nothing is sent.'],
  ['failed', 'The encryption could not be verified, so nothing is sent.'],
  ['unanswered', 'the four words did not come'],
] as const)('a check that came to nothing (%s) is said, with what to do', async (problem, said) => {
  const { says } = await panelIn();
  await says({ problem, failure: problem === 'between' ? 'fingerprint' : null });
  expect(text()).toContain(said);
});

test('certificate and words are forgotten with the end of the session', async () => {
  const { encryption, forgotten, server } = await panelIn();
  server.links[0]!.become(ended('ended', 'technician'));
  await screen.update();
  expect(forgotten).toContain(sessionId);
  expect(encryption.closed).toBe(true);
});
