import type { EndReason } from '../common/contract/session.ts';
import type { Language } from '../common/contract/views.ts';
import { LINK_FRAGMENT } from '../common/contract/invitation.ts';
import type { Surroundings } from './browser.ts';
import { CameraStep } from './camera/camera-step.svelte.ts';
import { nobodyYet, type Company } from './company.ts';
import { EntranceStep } from './entrance-step.svelte.ts';
import type { Link } from './link.ts';
import type { Memory } from './memory.ts';
import type { OwnCamera } from './camera/own-camera.svelte.ts';
import { Reach } from './reach.svelte.ts';
import type { Reception } from './reception.ts';
import type { Act, Screen, ScreenAt } from './screen.ts';
import { SessionStep, type Over } from './session-step.svelte.ts';
import { stuckBy } from './stuck.ts';

export interface JourneyParts {
  surroundings: Surroundings;
  memory: Memory;
  link: Link;
  camera: OwnCamera;
  language(): Language;
  /** Fetched while the customer reads; rejects where the network does not give it. */
  reception(): Promise<Reception>;
  /** Resolves when the server answers again. */
  reachable(): Promise<void>;
  reload(): void;
  now(): number;
}

/** A customer's way through the page: takes what people do and what the server says, and decides the screen. */
export class Journey {
  /** Whom one is visiting. */
  company: Company = $state.raw(nobodyYet);
  readonly screen: Screen = $derived.by(() => this.#decide());
  readonly #parts: JourneyParts;
  readonly #reach: Reach;
  readonly #camera: CameraStep;
  readonly #entrance: EntranceStep;
  readonly #session: SessionStep;
  /** After a reload: the camera and the session of before are being looked for. */
  #opening = $state(false);
  #picture: 0 | 1 | 2 = $state(0);
  #tutorialSeen = $state(false);
  #ended: EndReason | null = $state(null);

  constructor(parts: JourneyParts) {
    this.#parts = parts;
    this.#tutorialSeen = parts.memory.get('tutorialSeen');
    this.#camera = new CameraStep(parts.camera, parts.memory, parts.now);
    this.#reach = new Reach(parts);
    this.#entrance = new EntranceStep({
      ...parts,
      reach: this.#reach,
      onfound: ({ companyName }) => (this.company = { ...this.company, companyName }),
      onseat: (reception, seat) => this.#session.enter(reception, seat),
    });
    this.#session = new SessionStep({
      ...parts,
      cameraStep: this.#camera,
      browser: parts.surroundings.browser,
      cameraScreen: (again) => this.#cameraScreen(again),
      onover: (over) => this.#over(over),
      onfailed: (error) => this.#reach.failed(error),
    });
  }

  /** Comes back to where this device was, or begins. */
  async start() {
    const { surroundings } = this.#parts;
    if (!surroundings.secure || !surroundings.hasCameraApi) return;
    this.#opening = true;
    if (this.#entrance.link.token !== null) await this.#entrance.look();
    const camera = this.#camera.asBefore();
    await this.#entrance.comeBack();
    await camera;
    this.#opening = false;
  }

  /** Fetches what comes after the first screens, and what the server says of itself. */
  async prepare() {
    try {
      const info = await (await this.#parts.reception()).info();
      this.company = info;
      // An administrator may have turned the tutorial off: then it is not begun.
      if (!info.tutorial && this.#picture === 0) this.#tutorialSeen = true;
    } catch {
      // Whoever is still reading need not know: the next step asks again, and says so.
    }
  }

  stop() {
    this.#entrance.pin.stop();
    this.#session.exit();
    this.#parts.camera.off();
  }

  /** The licence, and why a link leads nowhere, are read in the language chosen. */
  languageChanged() {
    if (this.#session.visit?.licence) this.#session.loadLicence();
    if (this.#entrance.link.refusal) void this.#entrance.look();
  }

  readonly act: Act = {
    nextPicture: () => {
      if (this.#picture < 2) this.#picture += 1;
      else this.act.skipTutorial();
    },
    skipTutorial: () => {
      this.#tutorialSeen = true;
      this.#parts.memory.set('tutorialSeen', true);
    },
    allowCamera: (voice) => void this.#camera.allow(voice),
    askCameraAgain: () => {
      this.#session.visit?.hear();
      void this.#camera.again();
    },
    goOnAsItIs: () => this.#camera.goOn(),
    connect: (pin, extra) => void this.#entrance.connect({ pin, extra }),
    join: () => void this.#entrance.join(),
    enterPin: () => this.#entrance.link.forget(),
    loadLicence: () => this.#session.loadLicence(),
    accept: () => void this.#session.command((visit) => visit.accept()),
    decline: () => void this.#session.command((visit) => visit.decline()),
    ask: (question) => (this.#session.asking = question),
    leave: () => this.#leave(),
    back: () => {
      const question = this.screen.step === 'licence' ? 'decline' : 'leave';
      this.#session.asking = this.#session.asking ? null : question;
    },
    toggleMute: () => this.#session.toggleMute(),
    togglePause: () => this.#session.togglePause(),
    toggleTorch: () => this.#session.visit?.together?.toggleTorch(),
    zoomTo: (to) => this.#session.visit?.together?.zoomTo(to),
    turnCamera: () => this.#parts.camera.turn(),
    speak: () => void this.#session.speak(),
    reopenMicrophone: () => this.#session.reopenMicrophone(),
    tellChanged: () => this.#session.visit?.together?.tellChanged(),
    seeChanged: () => this.#session.visit?.together?.seeChanged(),
    hear: () => this.#session.visit?.hear(),
    continueHere: () => this.#session.visit?.continueHere(),
    tryAgain: () =>
      void (this.#reach.stuck ? this.#reach.untilBack() : this.#session.visit?.tryAgain()),
    startOver: () => (this.#ended = null),
    reload: () => this.#parts.reload(),
    lost: () => void this.#reach.untilBack(),
  };

  #decide(): Screen {
    const { surroundings } = this.#parts;
    const { link } = this.#entrance;
    if (!surroundings.secure) return { step: 'insecure' };
    if (!surroundings.hasCameraApi) return { step: 'in_app', ...surroundings };
    if (this.#reach.stuck) return this.#reach.stuck;
    if (this.#ended) return { step: 'ended', reason: this.#ended };
    if (link.refusal !== null && !this.#session.visit && !this.#opening) {
      return { step: 'link_refused', message: link.refusal };
    }
    if (!this.#tutorialSeen && !this.#session.visit) {
      return { step: 'tutorial', picture: this.#picture };
    }
    if (this.#opening) {
      return link.away ? { step: 'unreachable', busy: true } : { step: 'opening' };
    }
    if (this.#session.screen) return this.#session.screen;
    if (!this.#camera.passed) return this.#cameraScreen(null);
    return this.#entrance.screen;
  }

  #cameraScreen(again: ScreenAt<'camera'>['again']): Screen {
    const { surroundings, camera, memory } = this.#parts;
    const { asking, refusal } = camera;
    const { session, token } = this.#entrance.link;
    // Copied into another browser, the address leads to where the link led.
    const address = surroundings.address + (token === null ? '' : LINK_FRAGMENT + token);
    const alone = again ? memory.get('voice') === 'phone' : session?.voice === 'phone';
    if (refusal) return { step: 'refused', ...surroundings, address, alone, refusal, asking };
    return { step: 'camera', browser: surroundings.browser, alone, again, asking };
  }

  /** The session is over for this document: the end, or the PIN step with the reason. */
  #over(over: Over) {
    this.#session.exit();
    if (over.how === 'refused') this.#reach.stuck = stuckBy(over.code, '');
    // Reloaded, this page may fit the server again, and the session may still be there.
    if (this.#reach.stuck) return;
    this.#parts.memory.set('seat', null);
    // Why the link led nowhere is still worth saying where its session was never seen here.
    if (over.how === 'refused' && over.known) this.#entrance.link.forget();
    if (over.how === 'ended') this.#end(over.reason);
    else if (over.code === 'session_ended') this.#end('seat_lost');
    else this.#entrance.pin.reset(over.known ? 'new_pin' : 'seat_lost');
  }

  #leave() {
    // The page is done here and now; the server is told as soon as it can be.
    const { visit } = this.#session;
    this.#session.visit = null;
    void visit?.leave();
    this.#over({ how: 'ended', reason: 'left' });
  }

  #end(reason: EndReason) {
    this.#camera.reset();
    this.#entrance.link.forget();
    this.#ended = reason;
  }
}
