import { chooseLanguage } from '../../common/i18n/translate.ts';
import {
  CUSTOMER_CONNECTED,
  sayCustomerConnected,
  unsayCustomerConnected,
} from '../notification/customer-connected.ts';
import { openKeeper } from '../storage/keeper.ts';
import { followTechnician } from '../technician/follow-technician.ts';
import { openPanel } from './open-panel.ts';
import { PANEL_PORT } from './panel-port.ts';
import { createWatch } from './watch.ts';

/**
 * The service worker opens the panel, and watches a waiting session while no panel is open. It
 * keeps nothing in its memory that it could not find again: Chrome ends it whenever it likes.
 */
void chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });

const panelUrl = chrome.runtime.getURL(chrome.runtime.getManifest().side_panel?.default_path ?? '');
const ports = new Set<chrome.runtime.Port>();

const watching = openKeeper(chrome.storage.local).then((keeper) =>
  createWatch({
    keeper,
    follow: followTechnician,
    say: (aloud) =>
      sayCustomerConnected(
        chrome,
        keeper.now().language ?? chooseLanguage(navigator.languages),
        aloud,
      ),
    unsay: () => unsayCustomerConnected(chrome),
    stayAwake: () => void chrome.runtime.getPlatformInfo(),
  }),
);

chrome.runtime.onConnect.addListener((port) => {
  if (port.name !== PANEL_PORT) return;
  ports.add(port);
  void watching.then((watch) => watch.stop());
  port.onDisconnect.addListener(() => {
    ports.delete(port);
    if (ports.size === 0) void watching.then((watch) => watch.begin());
  });
});

chrome.notifications.onClicked.addListener((id) => {
  if (id === CUSTOMER_CONNECTED) void openPanel(chrome);
});

/** For a worker that has just started and cannot know which panels are open. */
async function begin(): Promise<void> {
  const watch = await watching;
  const panels = await chrome.runtime.getContexts({ documentUrls: [panelUrl] });
  if (panels.length === 0 && ports.size === 0) watch.begin();
}
// Having listeners is what makes Chrome start the worker then.
chrome.runtime.onStartup.addListener(() => void begin());
chrome.runtime.onInstalled.addListener(() => void begin());
void begin();
