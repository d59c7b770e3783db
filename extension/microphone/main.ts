import { mount } from 'svelte';
import { panelWords } from '../../common/i18n/panel/words.ts';
import { chooseLanguage } from '../../common/i18n/translate.ts';
import '../../common/ui/tokens.css';
import { PageWords } from '../../common/ui/words.svelte.ts';
import { hearInputs, seldom } from '../panel/idle/inputs.ts';
import { NEWS_CHANNEL, tellInput } from '../panel/windows/news.ts';
import { followColour } from '../colour/follow-colour.ts';
import { openKeeper } from '../storage/keeper.ts';
import MicrophonePage from './MicrophonePage.svelte';
import { Question } from './question.svelte.ts';

const keeper = await openKeeper(chrome.storage.local);
followColour(window, keeper);
const words = new PageWords(
  panelWords,
  keeper.now().language ?? chooseLanguage(navigator.languages),
);
const question = new Question({
  permissions: navigator.permissions,
  devices: navigator.mediaDevices,
});
document.title = words.say('microphone_title');
// Whoever sees to the microphone in the middle of a session is not idle.
const channel = new BroadcastChannel(NEWS_CHANNEL);
hearInputs(
  window,
  seldom(() => tellInput(channel)),
);

mount(MicrophonePage, {
  target: document.querySelector('#microphone')!,
  props: { question, say: words.say, onclose: () => window.close() },
});
