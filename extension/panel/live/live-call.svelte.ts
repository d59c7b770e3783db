import type { Call, CallOptions, CallView } from '../../../common/call/call.ts';
import type { Encryption, EncryptionView } from '../../../common/call/encryption/encryption.ts';
import type { TechnicianSession } from '../../../common/contract/views.ts';
import {
  createTechnicianShowing,
  type TechnicianShowing,
  type TechnicianShowingView,
} from '../../../common/showing/technician.ts';
import type { Microphone } from '../microphone/microphone.svelte.ts';
import { CustomerSound } from './customer-sound.svelte.ts';
import { followed } from './followed.ts';
import type { listenTogether } from '../sound/listen-together.ts';
import { OwnEnd } from './own-end.svelte.ts';
import { RoomWatch } from './room-watch.ts';

export interface LiveCallOptions {
  session: TechnicianSession;
  /** Makes the call; the panel listens by `onChange` and `heard`. */
  create(listening: Pick<CallOptions, 'onChange' | 'heard' | 'encryption'>): Call;
  /** The call's, which is closed with it. */
  encryption: Encryption;
  microphone: Microphone;
  /** Hears both sides at once, to find two people in one room. */
  listenTogether: typeof listenTogether;
  muted: boolean;
  /** Muting is remembered, so that a reload does not open the microphone again. */
  onmuted(muted: boolean): void;
}

/**
 * The panel's side of the call. It is made while the session is connected, and sends nothing until
 * it is active; then the microphone, where there is one, while the two do not speak by telephone.
 */
export class LiveCall {
  view: CallView = $state.raw() as CallView;
  /** How private it is, and the words that say so. */
  encryption: EncryptionView = $state.raw() as EncryptionView;
  muted: boolean = $state(false);
  /** The browser held the sound back until the technician presses something. */
  soundBlocked: boolean = $state(false);
  /** Whether the customer is heard; null while the two do not speak here. */
  customerSound: CustomerSound | null = $state.raw(null);
  /** What the two show each other: drawing, stills, the customer's camera. */
  readonly showing: TechnicianShowing = createTechnicianShowing();
  /** What is wrong at this side, and told to the other. */
  readonly own = new OwnEnd((causes) => this.showing.causes.tell(causes));
  #shown = followed(this.showing);
  #room: RoomWatch;
  #call: Call;
  #options: LiveCallOptions;
  #track: MediaStreamTrack | null = null;
  #letGo: (() => void) | null = null;
  #active = false;
  #speaking = false;

  constructor(options: LiveCallOptions) {
    this.#options = options;
    const { encryption } = options;
    this.muted = options.muted;
    this.#room = new RoomWatch(options.listenTogether, (same) => this.own.room(same));
    this.encryption = encryption.view();
    encryption.subscribe(() => (this.encryption = encryption.view()));
    this.#call = options.create({
      onChange: (view) => this.#look(view),
      heard: this.showing.heard,
      encryption,
    });
    this.showing.speakBy(this.#call.conversation);
    this.#look(this.#call.current());
    this.showing.subscribe(() => this.#listenToRoom());
    this.follow(options.session);
  }

  /** `showing.view()`, followed. */
  get shown(): TechnicianShowingView {
    return this.#shown();
  }

  /** Takes in what the session has become. */
  follow(session: TechnicianSession): void {
    this.#call.setOther(session.customer?.peerId ?? null, session.customer?.present);
    const active = session.state === 'active';
    const speaking = active && session.voice === 'here';
    if (active === this.#active && speaking === this.#speaking) return;
    this.#active = active;
    this.#speaking = speaking;
    if (speaking) this.wantMicrophone(session);
    else this.#letMicrophoneGo();
    if (speaking) this.customerSound ??= new CustomerSound(() => this.#call.statistics());
    else this.#stopListening();
    this.own.speaks(speaking, this.#track !== null);
    this.#send();
  }

  /** Asks for the microphone ahead of the start, so that the voice is there with the picture. */
  wantMicrophone(session: TechnicianSession): void {
    if (session.voice !== 'here' || this.#letGo) return;
    this.#letGo = this.#options.microphone.want((track) => {
      this.#track = track;
      if (track) track.enabled = !this.muted;
      this.own.speaks(this.#speaking, track !== null);
      this.#send();
    });
  }

  /** Lets the microphone go again, where the start did not come about. */
  doNotWantMicrophone(): void {
    if (!this.#active) this.#letMicrophoneGo();
  }

  toggleMute(): void {
    this.muted = !this.muted;
    if (this.#track) this.#track.enabled = !this.muted;
    this.#options.onmuted(this.muted);
    this.#listenToRoom();
  }

  /** The panel shows that the words have changed. */
  tellChanged(): void {
    this.#options.encryption.told();
  }

  /** The technician has seen it. */
  seeChanged(): void {
    this.#options.encryption.seen();
  }

  retry(): void {
    this.#call.retry();
  }

  close(): void {
    this.#letMicrophoneGo();
    this.#stopListening();
    this.own.close();
    this.#room.close();
    this.showing.close();
    this.#call.close();
    this.#options.encryption.close();
  }

  #look(view: CallView): void {
    const before = this.view as CallView | undefined;
    this.view = view;
    this.#listenToRoom();
    // Of a microphone that is opened anew meanwhile, what was measured before says nothing.
    if (view.causes === before?.causes) return;
    this.own.measured(view.causes);
    this.#options.microphone.hear(view.causes.includes('microphone_silent'));
  }

  #letMicrophoneGo(): void {
    this.#letGo?.();
    this.#letGo = null;
    this.#track = null;
  }

  #stopListening(): void {
    this.customerSound?.close();
    this.customerSound = null;
  }

  /** Only two who are near, and both heard, can howl. */
  #listenToRoom(): void {
    const { near, state, remote } = this.view;
    const isHeard = this.showing.view().camera?.microphone === 'on' && !this.muted;
    const listens = this.#speaking && isHeard && near && state === 'connected';
    this.#room.follow(listens ? this.#track : null, remote.sound);
  }

  #send(): void {
    this.#listenToRoom();
    this.#call.send(this.#active ? { audio: this.#track } : null);
  }
}
