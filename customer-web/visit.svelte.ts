import type { Api } from '../common/client/api.ts';
import { ApiError, isOutage } from '../common/client/api-error.ts';
import type {
  SessionLink,
  SessionLinkOptions,
  SessionLinkView,
} from '../common/client/session-link.ts';
import { backOff, wait } from '../common/network/wait.ts';
import {
  acceptLicence,
  declineLicence,
  endSession,
  licence,
  setVoice,
} from '../common/contract/routes.ts';
import type { CustomerSession, Language, Licence } from '../common/contract/views.ts';
import type { OwnCamera } from './camera/own-camera.svelte.ts';
import type { Speaker } from './together/speaker.ts';
import type { Together, TogetherParts } from './together/together.svelte.ts';

/** How often, and how long apart (ms), "Leave" is said again to a server that is out of reach. */
const LEAVE_ATTEMPTS = 20;
const LEAVE_AGAIN_MS = 3_000;

export interface VisitParts {
  api: Api;
  camera: OwnCamera;
  follow(options: SessionLinkOptions<CustomerSession>): SessionLink<CustomerSession>;
  /** Fetches what a call needs, ahead of it; rejects where the network does not give it. */
  prepareCall(): Promise<MakeTogether>;
  createSpeaker(onSilenced: (silenced: boolean) => void): Speaker;
  /** Something changed that decides what is shown. */
  onchange(visit: Visit): void;
}

/** Begins the customer's side of a session's call. */
export type MakeTogether = (
  session: string,
  parts: Pick<TogetherParts, 'camera' | 'session' | 'onVoice'>,
) => Together;

/** Who one is in the session, and how one comes to its seat. */
export type VisitSeat = Pick<
  SessionLinkOptions<CustomerSession>,
  'id' | 'token' | 'device' | 'seat'
>;

/** One customer's visit to one session, from the PIN or a reload until the end or another PIN. */
export class Visit {
  view: SessionLinkView<CustomerSession> = $state.raw()!;
  /** Another tab or phone has the seat, or had it until it was asked back just now. */
  elsewhere = $state(false);
  /** The call, and all that the two show each other; null while there is none. */
  together: Together | null = $state.raw(null);
  muted = $state(false);
  paused = $state(false);
  /** This session's own screen is shown: the customer sees what is sent of the picture. */
  seen = $state(false);
  /** The browser keeps the technician's voice silent until the page is touched. */
  silenced = $state(false);
  /** The microphone is being turned on. */
  speaking = $state(false);
  /** Null while it is on its way. */
  licence: Licence | null = $state.raw(null);
  licenceFailed = $state(false);
  #parts: VisitParts;
  #link: SessionLink<CustomerSession>;
  #speaker: Speaker;
  #make: MakeTogether | null = null;
  #closed = new AbortController();
  readonly id: string;
  #unsubscribe: () => void;

  constructor(parts: VisitParts, seat: VisitSeat) {
    this.#parts = parts;
    this.id = seat.id;
    this.#link = parts.follow({ api: parts.api, ...seat });
    this.view = this.#link.current();
    this.#speaker = parts.createSpeaker((silenced) => (this.silenced = silenced));
    // While the customer reads the licence.
    void this.#prepare();
    parts.camera.watch(() => this.#settle());
    this.#unsubscribe = this.#link.subscribe((view) => {
      this.view = view;
      if (view.seat === 'elsewhere') this.elsewhere = true;
      if (view.seat === 'held') this.elsewhere = false;
      this.#settle();
      parts.onchange(this);
    });
  }

  async loadLicence(language: Language) {
    this.licenceFailed = false;
    try {
      this.licence = await this.#parts.api.call(licence, { params: { language } });
    } catch {
      this.licenceFailed = this.licence === null;
    }
  }

  /** Throws ApiError; after `licence_changed` the new text stands there to be read. */
  async accept() {
    if (!this.licence) return;
    this.hear();
    const { version, language } = this.licence;
    try {
      await this.#link.command(acceptLicence, { body: { version, language } });
    } catch (error) {
      if (error instanceof ApiError && error.code === 'licence_changed')
        await this.loadLicence(language);
      throw error;
    }
  }

  /** Throws ApiError. */
  async decline() {
    await this.#link.command(declineLicence);
  }

  /** Nothing is sent from here on, whether the server can be told now or later. */
  async leave() {
    this.#unsubscribe();
    this.together?.forget();
    this.#hangUp();
    for (let attempt = 0; attempt < LEAVE_ATTEMPTS; attempt += 1) {
      try {
        await this.#link.command(endSession);
        break;
      } catch (error) {
        if (!isOutage(error)) break;
        await wait(LEAVE_AGAIN_MS);
      }
    }
    this.close();
  }

  toggleMute() {
    this.muted = !this.muted;
    this.#settle();
  }

  togglePause() {
    this.paused = !this.paused;
    this.#settle();
  }

  /** The session's own screen is shown, or another one in its place. */
  show(seen: boolean) {
    if (seen === this.seen) return;
    this.seen = seen;
    this.#settle();
  }

  /** On a touch: the technician's voice is heard from here on. */
  hear() {
    this.#speaker.unblock();
  }

  /** Speaks here from now on, not by telephone: the microphone is asked for. */
  async speak() {
    this.speaking = true;
    try {
      if (this.view.session?.voices.customer !== 'here')
        await this.#link.command(setVoice, { body: { voice: 'here' }, again: true });
      await this.#parts.camera.askMicrophone();
    } catch {
      // The server is out of reach, which the screen says: the button stays.
    }
    this.speaking = false;
  }

  continueHere() {
    this.#link.take();
  }

  tryAgain() {
    this.#link.reconnectNow();
    this.together?.retry();
  }

  close() {
    this.#unsubscribe();
    this.#link.close();
    this.#hangUp();
  }

  #hangUp() {
    this.#closed.abort();
    this.#parts.camera.watch(() => {});
    this.#end();
    this.#speaker.close();
  }

  #end() {
    this.together?.close();
    this.together = null;
    this.#speaker.play(null);
  }

  /** Fetches what a call needs, however long the network keeps it back. */
  async #prepare() {
    const { signal } = this.#closed;
    for (let attempt = 0; !this.#make && !signal.aborted; attempt += 1) {
      try {
        this.#make = await this.#parts.prepareCall();
      } catch {
        await wait(backOff(attempt), signal);
      }
    }
    if (!signal.aborted) this.#settle();
  }

  /** Makes, feeds or ends the call, as the session and the camera now stand. */
  #settle() {
    const { session, seat } = this.view;
    if (session?.state === 'ended') this.together?.forget();
    if (!session || seat !== 'held') return this.#end();
    const { camera } = this.#parts;
    // Whoever speaks by telephone is heard there: a microphone beside it would be an echo.
    if (session.voice === 'phone') camera.dropMicrophone();
    this.#speaker.loud(session.voice === 'here');
    if (session.state !== 'connected' && session.state !== 'active') return this.#end();
    this.together ??=
      this.#make?.(this.id, {
        camera,
        session: this.#link.forCall,
        onVoice: (voice) => this.#speaker.play(voice),
      }) ?? null;
    this.together?.settle(session, this);
  }
}
