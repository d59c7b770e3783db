import type { EndReason } from '../common/contract/session.ts';
import type { Language } from '../common/contract/views.ts';
import { LINK_FRAGMENT } from '../common/contract/invitation.ts';
import type { Surroundings } from './browser.ts';
import { CameraStep } from './camera-step.svelte.ts';
import { nobodyYet, type Company } from './company.ts';
import type { Link } from './link.ts';
import { LinkStep } from './link-step.svelte.ts';
import type { Memory } from './memory.ts';
import type { OwnCamera } from './own-camera.svelte.ts';
import { PinStep } from './pin-step.svelte.ts';
import type { Entrance, Reception } from './reception.ts';
import type { Act, Screen, ScreenAt } from './screen.ts';
import { SessionStep, type Over } from './session-step.svelte.ts';
import { stuckBy, type Stuck } from './stuck.ts';
import type { VisitSeat } from './visit.svelte.ts';

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
  readonly #camera: CameraStep;
  readonly #link: LinkStep;
  readonly #pin: PinStep;
  readonly #session: SessionStep;
  /** After a reload: the camera and the session of before are being looked for. */
  #opening = $state(false);
  #picture: 0 | 1 | 2 = $state(0);
  #tutorialSeen = $state(false);
  #ended: EndReason | null = $state(null);
  #stuck: Stuck | null = $state.raw(null);

  constructor(parts: JourneyParts) {
    this.#parts = parts;
    this.#tutorialSeen = parts.memory.get('tutorialSeen');
    this.#camera = new CameraStep(parts.camera, parts.memory, parts.now);
    this.#link = new LinkStep(parts.link);
    this.#pin = new PinStep(parts.now);
    this.#session = new SessionStep({
      ...parts,
      cameraStep: this.#camera,
      cameraScreen: (again) => this.#cameraScreen(again),
      onover: (over) => this.#over(over),
      onfailed: (error) => this.#failed(error),
    });
  }

  /** Comes back to where this device was, or begins. */
  async start() {
    const { surroundings, memory } = this.#parts;
    if (!surroundings.secure || !surroundings.hasCameraApi) return;
    this.#opening = true;
    if (this.#link.token !== null) await this.#look();
    const kept = memory.get('seat');
    const camera = this.#camera.asBefore();
    // A link that still leads somewhere is where one wants to go; one that does not may have led to this seat.
    if (kept && !this.#link.session) {
      const { session: id, token } = kept;
      await this.#enter(async () => ({ id, token, device: memory.get('device'), seat: 'take' }));
    }
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
    this.#pin.stop();
    this.#session.exit();
    this.#parts.camera.off();
  }

  /** The licence, and why a link leads nowhere, are read in the language chosen. */
  languageChanged() {
    if (this.#session.visit?.licence) this.#session.loadLicence();
    if (this.#link.refusal) void this.#look();
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
    askCameraAgain: () => void this.#camera.again(),
    goOnAsItIs: () => this.#camera.goOn(),
    connect: (pin, extra) => void this.#connect({ pin, extra }),
    join: () => void this.#join(),
    enterPin: () => this.#link.forget(),
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
    silenced: (silenced) => (this.#session.silenced = silenced),
    continueHere: () => this.#session.visit?.continueHere(),
    tryAgain: () => void (this.#stuck ? this.#untilReachable() : this.#session.visit?.tryAgain()),
    startOver: () => (this.#ended = null),
    reload: () => this.#parts.reload(),
    lost: () => void this.#untilReachable(),
  };

  #decide(): Screen {
    const { surroundings } = this.#parts;
    if (!surroundings.secure) return { step: 'insecure' };
    if (!surroundings.hasCameraApi) return { step: 'in_app', ...surroundings };
    if (this.#stuck) return this.#stuck;
    if (this.#ended) return { step: 'ended', reason: this.#ended };
    if (this.#link.refusal !== null && !this.#session.visit && !this.#opening) {
      return { step: 'link_refused', message: this.#link.refusal };
    }
    if (!this.#tutorialSeen && !this.#session.visit) {
      return { step: 'tutorial', picture: this.#picture };
    }
    if (this.#opening) {
      return this.#link.away ? { step: 'unreachable', busy: true } : { step: 'opening' };
    }
    if (this.#session.screen) return this.#session.screen;
    if (!this.#camera.passed) return this.#cameraScreen(null);
    const { session } = this.#link;
    if (!session) return this.#pin.screen;
    const { busy, error, hold } = this.#pin.screen;
    return { step: 'join', technician: session.technicianName, busy, error, hold };
  }

  #cameraScreen(again: ScreenAt<'camera'>['again']): Screen {
    const { surroundings, camera, memory } = this.#parts;
    const { asking, refusal } = camera;
    const { session, token } = this.#link;
    // Copied into another browser, the address leads to where the link led.
    const address = surroundings.address + (token === null ? '' : LINK_FRAGMENT + token);
    const alone = again ? memory.get('voice') === 'phone' : session?.voice === 'phone';
    if (refusal) return { step: 'refused', ...surroundings, address, alone, refusal, asking };
    return { step: 'camera', browser: surroundings.browser, alone, again, asking };
  }

  /** Finds out where the link leads that one came by. */
  async #look() {
    const reception = await this.#reception();
    if (!reception) return;
    try {
      await this.#link.look(reception);
    } catch (error) {
      this.#failed(error);
    }
    const { session } = this.#link;
    if (!session) return;
    this.company = { ...this.company, companyName: session.companyName };
    if (session.voice === 'phone') this.#parts.memory.set('voice', 'phone');
  }

  async #join() {
    const { session, token } = this.#link;
    if (session && token !== null) await this.#connect({ link: token, id: session.id });
  }

  async #connect(entrance: Entrance) {
    const { memory, language } = this.#parts;
    if (!this.#pin.begin(entrance)) return;
    const arrival = { device: memory.get('device'), voice: memory.get('voice') };
    await this.#enter((reception) =>
      reception.join(entrance, { ...arrival, language: language() }),
    );
  }

  /** Comes into a session, by what `seatAt` gets at the reception. */
  async #enter(seatAt: (reception: Reception) => Promise<VisitSeat>) {
    const reception = await this.#reception();
    if (!reception) return;
    try {
      const seat = await seatAt(reception);
      this.#parts.memory.set('seat', { session: seat.id, token: seat.token });
      this.#session.enter(reception, seat);
      this.#pin.reset();
      if (this.#link.session) this.#link.forget();
    } catch (error) {
      const refused = this.#link.refuse(error);
      this.#pin.failed(error, refused ? '' : this.#failed(error));
    }
  }

  /** The session is over for this document: the end, or the PIN step with the reason. */
  #over(over: Over) {
    this.#session.exit();
    if (over.how === 'refused') this.#stuck = stuckBy(over.code, '');
    // Reloaded, this page may fit the server again, and the session may still be there.
    if (this.#stuck) return;
    this.#parts.memory.set('seat', null);
    // Why the link led nowhere is still worth saying where its session was never seen here.
    if (over.how === 'refused' && over.known) this.#link.forget();
    if (over.how === 'ended') this.#end(over.reason);
    else if (over.code === 'session_ended') this.#end('seat_lost');
    else this.#pin.reset(over.known ? 'new_pin' : 'seat_lost');
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
    this.#link.forget();
    this.#ended = reason;
  }

  #failed(error: unknown): string {
    const { code, message } = error as { code?: string; message: string };
    this.#stuck = stuckBy(code, message);
    return this.#stuck ? '' : message;
  }

  /** The reception; null where the page's own parts do not come. */
  async #reception(): Promise<Reception | null> {
    try {
      return await this.#parts.reception();
    } catch {
      void this.#untilReachable();
      return null;
    }
  }

  /** The page's own parts did not come: only loading it anew brings them, once the server answers. */
  async #untilReachable() {
    this.#stuck = { step: 'unreachable', busy: true };
    await this.#parts.reachable();
    this.#parts.reload();
  }
}
