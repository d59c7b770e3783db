import { sessionEndsAt } from '../common/client/session-end.ts';
import type { EndReason } from '../common/contract/session.ts';
import type { Language } from '../common/contract/views.ts';
import type { CameraStep } from './camera/camera-step.svelte.ts';
import type { Memory } from './memory.ts';
import type { OwnCamera } from './camera/own-camera.svelte.ts';
import type { Reception } from './reception.ts';
import type { Screen } from './screen.ts';
import { sessionScreen, type Around } from './session-screen.ts';
import type { Visit, VisitSeat } from './visit.svelte.ts';

/** How a visit is over: with the session, or because this document is no longer in it. */
export type Over =
  | { how: 'ended'; reason: EndReason }
  /** `known`: the session had been seen here, so that it was the technician's new PIN. */
  | { how: 'refused'; code: string; known: boolean };

export interface SessionStepParts {
  camera: OwnCamera;
  cameraStep: CameraStep;
  language(): Language;
  memory: Memory;
  now(): number;
  browser: Around['browser'];
  cameraScreen: Around['cameraScreen'];
  onover(over: Over): void;
  /** A command failed; returns the words for the screen, empty when another screen says it. */
  onfailed(error: unknown): string;
}

/** All steps that happen in a session: the licence, the preview, live. */
export class SessionStep {
  visit: Visit | null = $state.raw(null);
  asking: Around['asking'] = $state(null);
  #busy = $state(false);
  #error = $state('');
  #now = $state(0);
  #ticking: ReturnType<typeof setInterval> | undefined;
  #wasElsewhere = false;
  #parts: SessionStepParts;

  readonly screen: Screen | null = $derived.by(() => {
    if (!this.visit) return null;
    return sessionScreen(this.visit, this.#parts.camera, {
      asking: this.asking,
      busy: this.#busy,
      error: this.#error,
      now: this.#now,
      cameraPassed: this.#parts.cameraStep.passed,
      cameraScreen: this.#parts.cameraScreen,
      browser: this.#parts.browser,
    });
  });

  constructor(parts: SessionStepParts) {
    this.#parts = parts;
    parts.cameraStep.watch(() => this.visit?.show(parts.cameraStep.passed));
  }

  enter(reception: Reception, seat: VisitSeat) {
    this.asking = null;
    this.#error = '';
    this.visit = reception.visit(seat, (visit) => {
      if (visit === this.visit) this.#follow(visit);
    });
    // Before anything is sent: a session entered anew has not yet been heard of.
    this.visit.muted = this.#parts.memory.get('mutedIn') === seat.id;
    this.visit.paused = this.#parts.memory.get('pausedIn') === seat.id;
    this.visit.show(this.#parts.cameraStep.passed);
    this.#follow(this.visit);
  }

  toggleMute() {
    const { visit } = this;
    if (!visit) return;
    visit.toggleMute();
    this.#parts.memory.set('mutedIn', visit.muted ? visit.id : null);
  }

  togglePause() {
    const { visit } = this;
    if (!visit) return;
    visit.togglePause();
    this.#parts.memory.set('pausedIn', visit.paused ? visit.id : null);
  }

  /** Speaks here from now on, also after a reload. */
  async speak() {
    const { camera, memory } = this.#parts;
    this.asking = null;
    await this.visit?.speak();
    if (camera.audio) memory.set('voice', 'here');
    else if (camera.microphoneRefused) this.asking ??= 'microphone';
  }

  reopenMicrophone() {
    void this.#parts.camera.reopenMicrophone();
  }

  loadLicence() {
    void this.visit?.loadLicence(this.#parts.language());
  }

  async command(give: (visit: Visit) => Promise<void>) {
    if (!this.visit || this.#busy) return;
    this.#busy = true;
    this.#error = '';
    try {
      await give(this.visit);
    } catch (error) {
      this.#error = this.#parts.onfailed(error);
    }
    this.#busy = false;
    this.asking = null;
  }

  /** Gone from this session, as far as this document is concerned. */
  exit() {
    clearInterval(this.#ticking);
    this.#ticking = undefined;
    this.visit?.close();
    this.visit = null;
    this.asking = null;
  }

  /** Takes in each change of the session. */
  #follow(visit: Visit) {
    const { session, seat, refused } = visit.view;
    const { camera, cameraStep, onover } = this.#parts;
    if (session?.state === 'ended') {
      return onover({ how: 'ended', reason: session.end?.reason ?? 'ended' });
    }
    if (seat === 'refused') {
      return onover({ how: 'refused', code: refused ?? 'seat_refused', known: session !== null });
    }
    if (visit.elsewhere !== this.#wasElsewhere) {
      this.#wasElsewhere = visit.elsewhere;
      cameraStep.passed = false;
      // One phone has one camera: the document that holds the seat has it.
      if (visit.elsewhere) camera.off();
      else void cameraStep.asBefore();
    }
    if (session?.state === 'joined' && !visit.licence) this.loadLicence();
    this.#tick(session?.state === 'connected' || sessionEndsAt(visit.view) !== null);
  }

  /** The time waited, or left, is shown running. */
  #tick(running: boolean) {
    if (running === (this.#ticking !== undefined)) return;
    clearInterval(this.#ticking);
    this.#now = this.#parts.now();
    this.#ticking = running ? setInterval(() => (this.#now = this.#parts.now()), 1000) : undefined;
  }
}
