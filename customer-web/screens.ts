import type { ScreenComponent, Step } from './screen.ts';
import Camera from './screens/Camera.svelte';
import Opening from './screens/Opening.svelte';
import Tutorial from './screens/Tutorial.svelte';
import Unreachable from './screens/Unreachable.svelte';

/** A screen's component: at hand, or fetched with all that comes after the first screens. */
export type Drawing<S extends Step> =
  { now: ScreenComponent<S> } | { later: () => Promise<ScreenComponent<S>> };

const afterwards = () => import('./afterwards.ts');
const together = async () => (await afterwards()).together();

/**
 * Every step and how it is drawn: a new step does not compile until it is here. At hand is what a
 * first visit begins with, and what says that the rest did not come.
 */
export const screens: { [S in Step]: Drawing<S> } = {
  tutorial: { now: Tutorial },
  camera: { now: Camera },
  opening: { now: Opening },
  unreachable: { now: Unreachable },
  refused: { later: () => afterwards().then(({ Refused }) => Refused) },
  insecure: { later: () => afterwards().then(({ Insecure }) => Insecure) },
  in_app: { later: () => afterwards().then(({ InApp }) => InApp) },
  pin: { later: () => afterwards().then(({ Pin }) => Pin) },
  join: { later: () => afterwards().then(({ Join }) => Join) },
  link_refused: { later: () => afterwards().then(({ LinkRefused }) => LinkRefused) },
  licence: { later: () => afterwards().then(({ Licence }) => Licence) },
  preview: { later: () => together().then(({ Preview }) => Preview) },
  live: { later: () => together().then(({ Live }) => Live) },
  ended: { later: () => afterwards().then(({ Ended }) => Ended) },
  elsewhere: { later: () => afterwards().then(({ Elsewhere }) => Elsewhere) },
  too_old: { later: () => afterwards().then(({ TooOld }) => TooOld) },
  too_new: { later: () => afterwards().then(({ TooNew }) => TooNew) },
};
