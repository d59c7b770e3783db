import type { Component } from 'svelte';
import Elsewhere from './elsewhere/Elsewhere.svelte';
import Ended from './ended/Ended.svelte';
import Home from './home/Home.svelte';
import Opening from './home/Opening.svelte';
import Live from './live/Live.svelte';
import type { Panel, ScreenName } from './panel.svelte.ts';
import NewSession from './session/NewSession.svelte';
import SignIn from './sign-in/SignIn.svelte';

/** What each screen is drawn by: a session's new state does not compile until it is here. */
export const views: Record<ScreenName, Component<{ panel: Panel }>> = {
  sign_in: SignIn,
  opening: Opening,
  home: Home,
  elsewhere: Elsewhere,
  waiting: NewSession,
  joined: NewSession,
  connected: NewSession,
  active: Live,
  ended: Ended,
};
