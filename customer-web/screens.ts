import Camera from './screens/Camera.svelte';
import InApp from './screens/InApp.svelte';
import Insecure from './screens/Insecure.svelte';
import Opening from './screens/Opening.svelte';
import Pin from './screens/Pin.svelte';
import TooNew from './screens/TooNew.svelte';
import TooOld from './screens/TooOld.svelte';
import Tutorial from './screens/Tutorial.svelte';
import Unreachable from './screens/Unreachable.svelte';
import type { ScreenComponent, Step } from './screen.ts';

const inSession = () => import('./in-session.ts');

/** A screen's component: at hand, or fetched with all that a session needs. */
export type Drawing<S extends Step> =
  { now: ScreenComponent<S> } | { later: () => Promise<ScreenComponent<S>> };

/** Every step and how it is drawn: a new step does not compile until it is here. */
export const screens: { [S in Step]: Drawing<S> } = {
  opening: { now: Opening },
  insecure: { now: Insecure },
  in_app: { now: InApp },
  tutorial: { now: Tutorial },
  camera: { now: Camera },
  pin: { now: Pin },
  join: { later: () => inSession().then((session) => session.Join) },
  link_refused: { later: () => inSession().then((session) => session.LinkRefused) },
  licence: { later: () => inSession().then((session) => session.Licence) },
  preview: { later: () => inSession().then((session) => session.Preview) },
  live: { later: () => inSession().then((session) => session.Live) },
  ended: { later: () => inSession().then((session) => session.Ended) },
  elsewhere: { later: () => inSession().then((session) => session.Elsewhere) },
  unreachable: { now: Unreachable },
  too_old: { now: TooOld },
  too_new: { now: TooNew },
};
