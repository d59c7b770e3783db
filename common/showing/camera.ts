import { paced, type Paced } from '../network/paced.ts';
import type { CameraState, CameraWish, CustomerSays, Speech, TechnicianSays } from './said.ts';

/** The technician's view of the customer's camera, and what it is wished to do. */
export interface CameraRemote {
  /** Null until the customer's page has said it. */
  state(): CameraState | null;
  wish(wish: CameraWish): void;
  /** True where it changed. */
  heard(said: Extract<CustomerSays, { type: 'camera' }>): boolean;
  clear(): void;
}

export function createCameraRemote(speech: Pick<Speech, 'send'>): CameraRemote {
  let state: CameraState | null = null;
  let heardTurn = -1;
  let turn = 0;
  return {
    state: () => state,
    wish: (wish) =>
      speech.send({ type: 'camera', turn: (turn += 1), wish } satisfies TechnicianSays),
    heard(said) {
      if (said.turn <= heardTurn) return false;
      heardTurn = said.turn;
      state = said.state;
      return true;
    },
    clear() {
      state = null;
      heardTurn = -1;
    },
  };
}

/** How often it is said at most that the same could not be done, in ms. */
const REFUSED_EVERY_MS = 1_000;

/** The customer's side of it: says what the camera is, and hears what it is to do. */
export interface CameraReport {
  /** What the camera is now; said where it differs from what was said last. */
  tell(state: CameraState): void;
  refuse(what: CameraWish['what']): void;
  heard(said: Extract<TechnicianSays, { type: 'camera' }>): void;
  /** The other side is another document: it is told anew. */
  clear(): void;
  close(): void;
}

export function createCameraReport(
  speech: Pick<Speech, 'send'>,
  onWish: (wish: CameraWish) => void,
): CameraReport {
  let turn = 0;
  let told: CameraState | null = null;
  /** Of each kind of wish, the latest that was heard. */
  let latest: Partial<Record<CameraWish['what'], number>> = {};
  /** Of each kind of wish, what is said where it could not be. */
  const refusals = new Map<CameraWish['what'], Paced<CustomerSays>>();

  const say = (state: CameraState) =>
    speech.send({ type: 'camera', turn: (turn += 1), state } satisfies CustomerSays);

  function refuse(what: CameraWish['what']): void {
    const refusal = refusals.get(what) ?? paced<CustomerSays>(speech.send, REFUSED_EVERY_MS);
    refusals.set(what, refusal);
    refusal.tell({ type: 'camera_refused', what });
  }

  function forgetRefusals(): void {
    for (const refusal of refusals.values()) refusal.stop();
  }

  return {
    tell(state) {
      if (JSON.stringify(state) === JSON.stringify(told)) return;
      told = state;
      say(state);
    },
    refuse,
    heard({ turn: heardTurn, wish }) {
      if (heardTurn <= (latest[wish.what] ?? -1)) return;
      latest[wish.what] = heardTurn;
      onWish(wish);
    },
    clear() {
      latest = {};
      forgetRefusals();
      if (told) say(told);
    },
    close: forgetRefusals,
  };
}
