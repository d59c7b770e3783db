import type { VoiceChoice } from '../common/contract/session.ts';
import type { Language } from '../common/contract/views.ts';

/** How long a camera step counts as done without a session, in ms: longer than a PIN lives. */
export const CAMERA_STEP_LASTS_MS = 60 * 60 * 1000;

/** What this device keeps, so that a reload comes back to where one was. */
export interface Remembered {
  device: string;
  /** The language chosen by hand; null follows the browser. */
  language: Language | null;
  tutorialSeen: boolean;
  voice: VoiceChoice;
  /** When the camera step was passed (ms since 1970), and whether without a camera. */
  cameraStep: { at: number; without: boolean } | null;
  /** The session in which the microphone was muted by hand: a reload must not open it again. */
  mutedIn: string | null;
  /** The session in which the picture was paused by hand, likewise. */
  pausedIn: string | null;
  /** The session one is in, and the token that proves it. */
  seat: { session: string; token: string } | null;
}

export interface Memory {
  get<K extends keyof Remembered>(what: K): Remembered[K];
  set<K extends keyof Remembered>(what: K, value: Remembered[K]): void;
}

const KEY = 'lens.customer';

const nothing: Remembered = {
  device: '',
  language: null,
  tutorialSeen: false,
  voice: 'here',
  cameraStep: null,
  mutedIn: null,
  pausedIn: null,
  seat: null,
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** An older page, or a hand, may have left anything: only what is sound is taken. */
const isSound: { [K in keyof Remembered]: (kept: unknown) => boolean } = {
  device: (kept) => typeof kept === 'string' && /^[0-9a-f]{32}$/.test(kept),
  language: (kept) => kept === 'en' || kept === 'fr',
  tutorialSeen: (kept) => typeof kept === 'boolean',
  voice: (kept) => kept === 'here' || kept === 'phone',
  cameraStep: (kept) =>
    isObject(kept) && typeof kept.at === 'number' && typeof kept.without === 'boolean',
  mutedIn: (kept) => kept === null || typeof kept === 'string',
  pausedIn: (kept) => kept === null || typeof kept === 'string',
  seat: (kept) =>
    isObject(kept) && typeof kept.session === 'string' && typeof kept.token === 'string',
};

function soundPartOf(kept: unknown): Partial<Remembered> {
  if (!isObject(kept)) return {};
  return Object.fromEntries(
    Object.entries(isSound).flatMap(([what, sound]) =>
      sound(kept[what]) ? [[what, kept[what]]] : [],
    ),
  );
}

/**
 * The memory of this device. `storage` may throw, as it does in a private window, and what it holds
 * may be anything: the page then remembers for as long as it is open.
 */
export function createMemory(storage: () => Storage, newDevice: () => string): Memory {
  let here: Remembered = { ...nothing };

  /** Read anew each time: another tab may have joined or left meanwhile. */
  function read(): Remembered {
    try {
      const text = storage().getItem(KEY);
      if (text !== null) here = { ...nothing, ...soundPartOf(JSON.parse(text)) };
    } catch {
      // Forbidden or broken: what is known here stands.
    }
    return here;
  }

  function write(next: Remembered) {
    here = next;
    try {
      storage().setItem(KEY, JSON.stringify(next));
    } catch {
      // Full or forbidden: remembered until the page is closed.
    }
  }

  if (read().device === '') write({ ...here, device: newDevice() });
  return {
    get: (what) => read()[what],
    set: (what, value) => write({ ...read(), [what]: value }),
  };
}
