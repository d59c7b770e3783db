import type { Call, CallOptions, CallView } from '../../../common/call/call.ts';
import type { TechnicianSession } from '../../../common/contract/views.ts';
import type { Microphone } from '../microphone/microphone.svelte.ts';
import { CustomerSound } from './customer-sound.svelte.ts';

export interface LiveCallOptions {
  session: TechnicianSession;
  /** Makes the call; the panel listens by `onChange`. */
  create(onChange: CallOptions['onChange']): Call;
  microphone: Microphone;
  muted: boolean;
  /** Muting is remembered, so that a reload does not open the microphone again. */
  onmuted(muted: boolean): void;
}

/**
 * The panel's side of the call. It is made while the session is connected, and sends nothing until
 * it is active; then the microphone, where there is one and the two do not speak by telephone.
 */
export class LiveCall {
  view: CallView = $state.raw() as CallView;
  muted: boolean = $state(false);
  /** The browser held the sound back until the technician presses something. */
  soundBlocked: boolean = $state(false);
  /** Whether the customer is heard; null while the two do not speak here. */
  customerSound: CustomerSound | null = $state.raw(null);
  #call: Call;
  #options: LiveCallOptions;
  #track: MediaStreamTrack | null = null;
  #letGo: (() => void) | null = null;
  #active = false;

  constructor(options: LiveCallOptions) {
    this.#options = options;
    this.muted = options.muted;
    this.#call = options.create((view) => (this.view = view));
    this.view = this.#call.current();
    this.follow(options.session);
  }

  /** Takes in what the session has become. */
  follow(session: TechnicianSession): void {
    this.#call.setOther(session.customer?.peerId ?? null, session.customer?.present);
    const active = session.state === 'active';
    if (active === this.#active) return;
    this.#active = active;
    if (active) this.wantMicrophone(session);
    if (active && session.voice === 'here')
      this.customerSound ??= new CustomerSound(() => this.#call.statistics());
    this.#send();
  }

  /** Asks for the microphone ahead of the start, so that the voice is there with the picture. */
  wantMicrophone(session: TechnicianSession): void {
    if (session.voice !== 'here' || this.#letGo) return;
    this.#letGo = this.#options.microphone.want((track) => {
      this.#track = track;
      if (track) track.enabled = !this.muted;
      this.#send();
    });
  }

  /** Lets the microphone go again, where the start did not come about. */
  doNotWantMicrophone(): void {
    if (this.#active) return;
    this.#letGo?.();
    this.#letGo = null;
    this.#track = null;
  }

  toggleMute(): void {
    this.muted = !this.muted;
    if (this.#track) this.#track.enabled = !this.muted;
    this.#options.onmuted(this.muted);
  }

  retry(): void {
    this.#call.retry();
  }

  close(): void {
    this.#letGo?.();
    this.customerSound?.close();
    this.#call.close();
  }

  #send(): void {
    this.#call.send(this.#active ? { audio: this.#track } : null);
  }
}
