import { flushSync, mount, unmount } from 'svelte';
import type { Language } from '../../../../common/contract/views.ts';
import '../../../../common/ui/tokens.css';
import '../../../../extension/panel/panel.css';
import type { Panel } from '../../../../extension/panel/panel.svelte.ts';
import PanelView from '../../../../extension/panel/Panel.svelte';
import { panelWords } from '../../../../common/i18n/panel/words.ts';
import { snapshots } from '../snapshots.ts';
import { TEN_O_TWO } from '../views.ts';
import { drawnPicture } from './drawn-picture.ts';
import { stage } from './stage.ts';

let showing: { panel: Panel; view: object } | null = null;

/** Shows one snapshot in one language; resolves when it is drawn. For the tests that take pictures. */
async function show(name: string, language: Language): Promise<void> {
  if (showing) {
    showing.panel.close();
    await unmount(showing.view);
  }
  const snapshot = snapshots[name];
  if (!snapshot) throw new Error(`There is no snapshot "${name}".`);
  const at = snapshot.at ?? TEN_O_TWO + 5 * 60_000;
  Date.now = () => at;
  const picture = snapshot.picture ? await drawnPicture(snapshot.picture) : null;
  const { panel, settle } = await stage(snapshot, language, picture);
  const view = mount(PanelView, { target: document.querySelector('#panel')!, props: { panel } });
  showing = { panel, view };
  await settle();
  flushSync();
  if (snapshot.press) {
    const words = panelWords[language][snapshot.press];
    const buttons = [...document.querySelectorAll('button')];
    const button = buttons.find((one) => (one.ariaLabel ?? one.textContent)?.trim() === words);
    if (!button) throw new Error(`There is no button "${words}" on "${name}".`);
    button.click();
    flushSync();
  }
  const video = document.querySelector('video');
  if (picture && video && video.readyState < 2)
    await new Promise((drawn) => video.addEventListener('loadeddata', drawn, { once: true }));
}

Object.assign(globalThis, { show, names: Object.keys(snapshots) });
