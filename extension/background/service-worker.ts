/** A click on the extension's icon opens the side panel. */
void chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });
