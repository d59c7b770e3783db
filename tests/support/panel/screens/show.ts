import { flushSync, mount, unmount } from 'svelte';
import type { Language } from '../../../../common/contract/views.ts';
import { panelWords } from '../../../../common/i18n/panel/words.ts';
import { translator } from '../../../../common/i18n/translate.ts';
import '../../../../common/ui/tokens.css';
import { followColour } from '../../../../extension/colour/follow-colour.ts';
import Alone from '../../../../extension/large-view/Alone.svelte';
import '../../../../extension/large-view/large-view.css';
import MicrophonePage from '../../../../extension/microphone/MicrophonePage.svelte';
import { Question, type QuestionState } from '../../../../extension/microphone/question.svelte.ts';
import '../../../../extension/panel/panel.css';
import LargeView from '../../../../extension/panel/large-view/LargeView.svelte';
import PanelView from '../../../../extension/panel/Panel.svelte';
import { fakeMicrophone, mediaError } from '../fake-microphone.ts';
import type { FakeLink } from '../fake-server.ts';
import { snapshots } from '../snapshots.ts';
import { TEN_O_TWO } from '../views.ts';
import { drawnPicture } from './drawn-picture.ts';
import { stage } from './stage.ts';

/** What is shown now, and the way to take it down. */
let showing: { link?: () => FakeLink | undefined; close(): Promise<void> } | null = null;
const target = () => document.querySelector('#panel')!;

/**
 * Shows one snapshot in one language and in a company's colour, null for that of Lens; resolves when it is
 * drawn. For the tests that take pictures.
 */
async function show(
  name: string,
  language: Language,
  accentColour: string | null = null,
): Promise<void> {
  await showing?.close();
  const snapshot = snapshots[name];
  if (!snapshot) throw new Error(`There is no snapshot "${name}".`);
  const at = snapshot.at ?? TEN_O_TWO + 5 * 60_000;
  Date.now = () => at;
  const picture = snapshot.picture ? await drawnPicture(snapshot.picture) : null;
  const staged = await stage(snapshot, language, { picture, accentColour });
  const { panel, server, keeper, settle } = staged;
  const unpaint = followColour(window, keeper);
  const View = snapshot.large ? LargeView : PanelView;
  const view = mount(View, { target: target(), props: { panel } });
  showing = {
    link: () => server.links.at(-1),
    async close() {
      panel.close();
      unpaint();
      await unmount(view);
    },
  };
  await settle();
  flushSync();
  if (snapshot.press) {
    press(panelWords[language][snapshot.press]);
    await new Promise((next) => setTimeout(next, 0));
    flushSync();
  }
  const video = document.querySelector('video');
  if (picture && video && video.readyState < 2)
    await new Promise((drawn) => video.addEventListener('loadeddata', drawn, { once: true }));
}

function press(words: string): void {
  const buttons = [...document.querySelectorAll('button')];
  const nameOf = (one: Element) => (one.ariaLabel ?? one.textContent)?.trim() ?? '';
  const button =
    buttons.find((one) => nameOf(one) === words) ??
    // A name that goes on with a number or a state.
    buttons.find((one) => nameOf(one).startsWith(words));
  if (!button) throw new Error(`There is no button "${words}".`);
  button.click();
  flushSync();
}

/** The session that is shown becomes that of another snapshot, as the server says it. */
function become(name: string): void {
  showing?.link?.()?.become(snapshots[name]!.session!);
  flushSync();
}

/** Shows the page that asks for the microphone. */
async function showMicrophonePage(
  state: Exclude<QuestionState, 'unknown'> | 'dismissed',
  language: Language,
): Promise<void> {
  await showing?.close();
  const browser = fakeMicrophone(state === 'granted' || state === 'denied' ? state : 'prompt');
  if (state === 'dismissed') browser.fail(mediaError('NotAllowedError', 'Permission dismissed'));
  if (state === 'asking') browser.devices.getUserMedia = () => new Promise(() => {});
  const question = new Question(browser);
  const say = translator(panelWords, language);
  document.documentElement.lang = language;
  const view = mount(MicrophonePage, { target: target(), props: { question, say, onclose() {} } });
  showing = { close: () => unmount(view) };
  const asked = state === 'dismissed' || state === 'asking' ? question.ask() : null;
  if (state !== 'asking') await asked;
  await new Promise((next) => setTimeout(next, 0));
  flushSync();
}

/** Shows what the large view's window says when its panel is gone. */
async function showAlone(language: Language): Promise<void> {
  await showing?.close();
  const say = translator(panelWords, language);
  document.documentElement.lang = language;
  const props = { say, onopen() {}, onclose() {} };
  const view = mount(Alone, { target: target(), props });
  showing = { close: () => unmount(view) };
  flushSync();
}

// What is copied stays in the page: a browser that is not in front refuses its clipboard.
Object.assign(navigator.clipboard, { writeText: async () => {} });
Object.assign(globalThis, { show, become, showMicrophonePage, showAlone });
