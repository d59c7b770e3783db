import { mount } from 'svelte';
import { createCall } from '../../common/call/call.ts';
import { createEncryptions } from '../../common/call/encryption/encryption.ts';
import { createEncryptionStore } from '../../common/call/encryption/store.ts';
import { createApi } from '../../common/client/api.ts';
import { followSession } from '../../common/client/session-link.ts';
import '../../common/ui/tokens.css';
import { followColour } from '../colour/follow-colour.ts';
import { holdPanelPort } from '../background/panel-port.ts';
import {
  sayCustomerConnected,
  unsayCustomerConnected,
} from '../notification/customer-connected.ts';
import { LARGE_VIEW_PAGE } from '../large-view/stand.ts';
import { openKeeper } from '../storage/keeper.ts';
import { followTechnician } from '../technician/follow-technician.ts';
import { pictureFiles } from './live/picture-files.ts';
import './panel.css';
import { Panel } from './panel.svelte.ts';
import PanelView from './Panel.svelte';
import { listenTogether } from './sound/listen-together.ts';
import { measureLevel } from './sound/measure-level.ts';
import { playTestTone } from './sound/play-test-tone.ts';
import { NEWS_CHANNEL } from './windows/news.ts';
import { askServer } from './sign-in/server-address.ts';

const keeper = await openKeeper(chrome.storage.local);
followColour(window, keeper);
const panel = new Panel({
  keeper,
  createApi,
  askServer,
  followTechnician,
  followSession,
  createCall,
  encryptions: createEncryptions('technician', createEncryptionStore()),
  locks: navigator.locks,
  openChannel: () => new BroadcastChannel(NEWS_CHANNEL),
  microphone: { permissions: navigator.permissions, devices: navigator.mediaDevices },
  files: pictureFiles,
  sound: { measureLevel, playTestTone, listenTogether },
  openMicrophonePage: () =>
    void chrome.tabs.create({ url: chrome.runtime.getURL('extension/microphone/index.html') }),
  openTab: (url) => void chrome.tabs.create({ url }),
  largeViews: {
    // A window of its own: it can stand on another screen, and the panel stays beside its page.
    open: () =>
      open(
        chrome.runtime.getURL(LARGE_VIEW_PAGE),
        'lens-large-view',
        'popup,width=1280,height=860',
      ),
    all: () =>
      chrome.extension
        .getViews()
        .filter(({ location }) => location.pathname === `/${LARGE_VIEW_PAGE}`),
    besideWindow: async () => (await chrome.windows.getCurrent()).id,
  },
  holdPanelPort: () => holdPanelPort(chrome.runtime),
  sayCustomerConnected: (language, aloud) => sayCustomerConnected(chrome, language, aloud),
  unsayCustomerConnected: () => unsayCustomerConnected(chrome),
  languages: navigator.languages,
  extensionId: chrome.runtime.id,
});
// A closing document frees its lock, port and sockets by itself; the call says goodbye first.
addEventListener('pagehide', () => panel.close());

mount(PanelView, { target: document.querySelector('#panel')!, props: { panel } });
