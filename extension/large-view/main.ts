import { mount } from 'svelte';
import { panelWords } from '../../common/i18n/panel/words.ts';
import { chooseLanguage } from '../../common/i18n/translate.ts';
import '../../common/ui/tokens.css';
import { PageWords } from '../../common/ui/words.svelte.ts';
import { followColour } from '../colour/follow-colour.ts';
import { openKeeper } from '../storage/keeper.ts';
import Alone from './Alone.svelte';
import './large-view.css';
import { makeStand } from './stand.ts';

const alone = document.querySelector<HTMLElement>('#alone')!;
let browserWindow: number | undefined;

window.lensLargeView = makeStand(document.querySelector('#view')!, (isAlone, beside) => {
  browserWindow = beside;
  alone.hidden = !isAlone;
});

const keeper = await openKeeper(chrome.storage.local);
followColour(window, keeper);
const words = new PageWords(
  panelWords,
  keeper.now().language ?? chooseLanguage(navigator.languages),
);
keeper.subscribe(({ language }) => (words.language = language ?? words.language));
document.title = words.say('large_view_title');

mount(Alone, {
  target: alone,
  props: {
    say: words.say,
    async onopen() {
      // A popup has no side panel: it opens beside the window that it was in.
      const windowId = browserWindow ?? (await chrome.windows.getLastFocused()).id;
      if (windowId !== undefined) await chrome.sidePanel.open({ windowId });
    },
    onclose: () => window.close(),
  },
});
