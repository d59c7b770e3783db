import type { Screen } from './screen.ts';
import type { OwnCamera } from './own-camera.svelte.ts';
import type { Visit } from './visit.svelte.ts';

/** What the page itself knows beside the session: what is being asked, and how far it came. */
export interface Around {
  asking: 'leave' | 'decline' | null;
  /** A command is under way. */
  busy: boolean;
  error: string;
  cameraPassed: boolean;
  /** The camera's screen, for a customer who comes back and must turn it on again. */
  cameraScreen(again: 'not_shared' | 'shared'): Screen;
  silenced: boolean;
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
      const stage = {
        technician: session.technicianName,
        technicianPresent: session.technician.present,
        picture: camera.picture,
        interrupted: camera.interrupted,
        linkDown: link === 'down',
        leaving: around.asking === 'leave',
      };
      if (session.state === 'connected') {
        const since = session.times.connected ?? session.now;
        return { step: 'preview', waitedMs: around.now + clockOffsetMs - since, ...stage };
      }
      return {
        step: 'live',
        microphone: microphoneOf(visit, camera),
        connecting: visit.call?.state !== 'connected',
        voice: visit.call?.remote.sound ?? null,
        silenced: around.silenced,
        ...stage,
      };
    }
  }
}

function microphoneOf(visit: Visit, camera: OwnCamera) {
  if (visit.view.session?.voice === 'phone') return 'phone';
  if (!camera.audio) return 'none';
  return visit.muted ? 'muted' : 'on';
}
