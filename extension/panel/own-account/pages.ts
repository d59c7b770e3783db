import type { Component } from 'svelte';
import type { Panel } from '../panel.svelte.ts';
import SoundPage from '../sound/SoundPage.svelte';
import AddFactorPage from './AddFactorPage.svelte';
import Overview from './Overview.svelte';
import PasswordPage from './PasswordPage.svelte';
import RemoveFactorPage from './RemoveFactorPage.svelte';
import type { OwnAccountPage } from './own-account.svelte.ts';

/** What each page of the technician's account is drawn by. */
export const accountPages: Record<OwnAccountPage, Component<{ panel: Panel }>> = {
  overview: Overview,
  password: PasswordPage,
  add_factor: AddFactorPage,
  remove_factor: RemoveFactorPage,
  sound: SoundPage,
};
