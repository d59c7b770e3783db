import { mount } from 'svelte';
import { newDeviceId } from '../common/client/new-device-id.ts';
import { LINK_FRAGMENT } from '../common/contract/invitation.ts';
import type { Language } from '../common/contract/views.ts';
import { customerWords } from '../common/i18n/customer/words.ts';
import { chooseLanguage } from '../common/i18n/translate.ts';
import '../common/ui/tokens.css';
import { PageWords } from '../common/ui/words.svelte.ts';
import App from './App.svelte';
import { guardBack } from './back-guard.ts';
import { surroundingsOf } from './browser.ts';
import { Journey } from './journey.svelte.ts';
import { takeLink } from './link.ts';
import { createMemory } from './memory.ts';
import { OwnCamera } from './camera/own-camera.svelte.ts';
import { untilReachable } from './reachable.ts';
import type { Reception } from './reception.ts';

// Before anything else: nothing may come to know of it by the address.
const link = takeLink(window);
const memory = createMemory(() => localStorage, newDeviceId);
const words = new PageWords(
  customerWords,
  memory.get('language') ?? chooseLanguage(navigator.languages),
);
const camera = new OwnCamera(navigator);
const language = () => words.language;
let reception: Reception | undefined;

const journey = new Journey({
  surroundings: surroundingsOf(window),
  memory,
  link,
  camera,
  language,
  async reception() {
    const { receptionAt } = await import('./afterwards.ts');
    return (reception ??= receptionAt(location.origin, language, camera));
  },
  reachable: untilReachable,
  reload: () => location.reload(),
  now: () => Date.now(),
});

function changeLanguage(chosen: Language) {
  words.language = chosen;
  memory.set('language', chosen);
  journey.languageChanged();
}

// A link opened where this page stands already changes only the address: it is opened as if anew.
addEventListener('hashchange', () => {
  if (location.hash.startsWith(LINK_FRAGMENT)) location.reload();
});
void journey.start();
mount(App, {
  target: document.querySelector('#page')!,
  props: {
    journey,
    words,
    onlanguage: changeLanguage,
    guard: guardBack(window, () => journey.act.back()),
  },
});
// After the first picture is on the screen and its button answers: what comes later.
requestAnimationFrame(() => setTimeout(() => void journey.prepare()));
