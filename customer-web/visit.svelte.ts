import type { Call, CallOptions, CallView } from '../common/call/call.ts';
import type { Api } from '../common/client/api.ts';
import { ApiError, isOutage } from '../common/client/api-error.ts';
import type {
  SessionLink,
  SessionLinkOptions,
  SessionLinkView,
} from '../common/client/session-link.ts';
import { wait } from '../common/network/wait.ts';
import { acceptLicence, declineLicence, endSession, licence } from '../common/contract/routes.ts';
import type { CustomerSession, Language, Licence } from '../common/contract/views.ts';
import type { OwnCamera } from './own-camera.svelte.ts';

/** How often, and how long apart (ms), "Leave" is said again to a server that is out of reach. */
const LEAVE_ATTEMPTS = 20;
const LEAVE_AGAIN_MS = 3_000;

export interface VisitParts {
  api: Api;
  camera: OwnCamera;
  follow(options: SessionLinkOptions<CustomerSession>): SessionLink<CustomerSession>;
  createCall(session: string, options: Omit<CallOptions, 'role' | 'server'>): Call;
  /** Fetches what a call needs, ahead of it. */
  prepareCall(): void;
  /** Something changed that decides what is shown. */
  onchange(visit: Visit): void;
}

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
  call: CallView | null = $state.raw(null);
  muted = $state(false);
  /** Null while it is on its way. */
  licence: Licence | null = $state.raw(null);
  licenceFailed = $state(false);
  #parts: VisitParts;
  #link: SessionLink<CustomerSession>;
  #call: Call | null = null;
  readonly id: string;
  #unsubscribe: () => void;

  constructor(parts: VisitParts, seat: VisitSeat) {
    this.#parts = parts;
    this.id = seat.id;
    this.#link = parts.follow({ api: parts.api, ...seat });
    this.view = this.#link.current();
    // While the customer reads the licence.
    parts.prepareCall();
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

  continueHere() {
    this.#link.take();
  }

  tryAgain() {
    this.#link.reconnectNow();
    this.#call?.retry();
  }

  close() {
    this.#unsubscribe();
    this.#link.close();
    this.#hangUp();
  }

  #hangUp() {
    this.#parts.camera.watch(() => {});
    this.#call?.close();
    this.#call = this.call = null;
  }

  /** Makes, feeds or ends the call, as the session and the camera now stand. */
  #settle() {
    const { session, seat } = this.view;
    const wanted =
      seat === 'held' && (session?.state === 'connected' || session?.state === 'active');
    if (!wanted) {
      if (this.#call) this.#call.close();
      this.#call = this.call = null;
      return;
    }
    this.#call ??= this.#parts.createCall(this.id, {
      access: () => this.#link.peerAccess(),
      onChange: (view) => (this.call = view),
    });
    this.#call.setOther(session.technician.peerId, session.technician.present);
    const { video, audio } = this.#parts.camera;
    // The one line that lets the picture out, and never before the technician's start.
    this.#call.send(
      session.state === 'active' ? { video, audio: this.muted ? null : audio } : null,
    );
  }
}
