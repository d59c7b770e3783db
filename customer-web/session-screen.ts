import { nothingYet } from '../common/call/encryption/view.ts';
import { sessionEndsAt } from '../common/client/session-end.ts';
import type { Browser } from './browser.ts';
import type { Screen, ScreenAt } from './screen.ts';
import type { OwnCamera } from './camera/own-camera.svelte.ts';
import { microphoneState, pictureState } from './camera/picture-state.ts';
import type { Visit } from './visit.svelte.ts';

/** What the page itself knows beside the session: what is being asked, and how far it came. */
export interface Around {
  asking: 'leave' | 'decline' | 'microphone' | null;
  browser: Browser;
  /** A command is under way. */
  busy: boolean;
  error: string;
  cameraPassed: boolean;
  /** The camera's screen, for a customer who comes back and must turn it on again. */
  cameraScreen(again: 'not_shared' | 'shared'): Screen;
  /** This device's clock, ms since 1970. */
  now: number;
}

/** The screen of a customer who has a seat: decided by the session alone, as the server tells it. */
export function sessionScreen(visit: Visit, camera: OwnCamera, around: Around): Screen {
  const { session, seat, link, clockOffsetMs } = visit.view;
  if (visit.elsewhere) return { step: 'elsewhere', busy: seat === 'taking' };
  if (!session) return link === 'down' ? { step: 'unreachable', busy: false } : { step: 'opening' };
  switch (session.state) {
    // A new PIN, or the end: the journey is leaving this session at this moment.
    case 'waiting':
    case 'ended':
      return { step: 'opening' };
    case 'joined':
      return {
        step: 'licence',
        text: visit.licence?.text ?? null,
        failed: visit.licenceFailed,
        busy: around.busy,
        declining: around.asking === 'decline',
        error: around.error,
      };
    case 'connected':
    case 'active': {
      if (!around.cameraPassed) {
        return around.cameraScreen(session.state === 'active' ? 'shared' : 'not_shared');
      }
      const speak = offerOf(visit, camera);
      const stage = {
        technician: session.technicianName,
        technicianPresent: session.technician.present,
        picture: camera.picture,
        camera: pictureState(camera, visit.paused),
        microphone: microphoneState(session, camera, visit.muted),
        speak,
        allowing: speak && around.asking === 'microphone' ? around.browser : null,
        encryption: visit.together?.encryption ?? nothingYet,
        linkDown: link === 'down',
        keptMs: keptMs(visit, around.now),
        leaving: around.asking === 'leave',
      };
      if (session.state === 'connected') {
        const since = session.times.connected ?? session.now;
        return { step: 'preview', waitedMs: around.now + clockOffsetMs - since, ...stage };
      }
      return {
        step: 'live',
        torch: visit.together?.light.torch ?? null,
        zoom: visit.together?.light.zoom ?? null,
        canTurn: camera.canTurn,
        voiceMissing: visit.together?.call.missing === 'sound' && session.voice === 'here',
        connecting: visit.together?.call.state !== 'connected',
        goesOn: goesOn(visit),
        blocked: isBlocked(visit),
        paper: visit.together?.paper ?? null,
        still: visit.together?.shown.still ?? null,
        taken: visit.together?.pictures.now ?? null,
        silenced: visit.silenced,
        ...causesOf(visit),
        ...stage,
      };
    }
  }
}

/** How long the session is kept open for whoever is away; null where the call runs all the same. */
function keptMs({ view, together }: Visit, now: number): number | null {
  const end = together?.call.state === 'connected' ? null : sessionEndsAt(view);
  return end === null ? null : end - now;
}

const goesOn = ({ together }: Visit) =>
  together?.call.state === 'connected' && !together.call.silent;

const isBlocked = ({ together }: Visit) =>
  together?.call.state === 'failed' && together.call.problem === 'media_path';

/** What is wrong at each side: known only as long as the two are connected. */
function causesOf({ together, muted }: Visit): Pick<ScreenAt<'live'>, 'cause' | 'technicianCause'> {
  if (together?.call.state !== 'connected') return { cause: null, technicianCause: null };
  const { causes } = together.shown;
  // Who is muted makes no howl.
  const sameRoom = causes.includes('same_room') && !muted;
  return {
    cause: sameRoom ? 'same_room' : (together.call.causes[0] ?? null),
    technicianCause: causes.find((cause) => cause !== 'same_room') ?? null,
  };
}

/** Whether the microphone is offered: the technician would speak here, and this phone has none open. */
function offerOf(visit: Visit, camera: OwnCamera): ScreenAt<'live'>['speak'] {
  if (camera.audio || visit.view.session?.voices.technician !== 'here') return null;
  if (visit.speaking) return 'asking';
  return camera.microphoneRefused ? 'refused' : 'offered';
}
