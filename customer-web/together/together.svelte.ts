import type { Call, CallOptions, CallView } from '../../common/call/call.ts';
import type { Encryption, EncryptionView } from '../../common/call/encryption/encryption.ts';
import type { CustomerSession } from '../../common/contract/views.ts';
import { paced } from '../../common/network/paced.ts';
import {
  createCustomerShowing,
  type CustomerShowing,
  type CustomerShowingView,
} from '../../common/showing/customer.ts';
import type { CameraWish, NotTakenReason } from '../../common/showing/said.ts';
import { keepMending } from '../camera/keep-mending.ts';
import type { OwnCamera } from '../camera/own-camera.svelte.ts';
import type { PhotoParts } from '../camera/photo.ts';
import { microphoneState, pictureState } from '../camera/picture-state.ts';
import { stillTaker, type StillTaker } from '../camera/still-taker.ts';
import { TorchAndZoom } from '../camera/torch-and-zoom.svelte.ts';
import { keepAwake } from './awake.ts';
import { PicturesSeen } from './pictures-seen.svelte.ts';

/** The most lenses that are told of. */
const MOST_LENSES = 16;
/**
 * How often the technician's wishes are done at most, in ms: a torch that flickers faster is bad for
 * the eyes (WCAG 2.3.1: three flashes a second at most), and a lens takes about a second to be opened.
 */
const TORCH_EVERY_MS = 500;
const LENS_EVERY_MS = 2_000;

export interface TogetherParts {
  camera: OwnCamera;
  session: CallOptions['session'];
  createCall(options: Omit<CallOptions, 'role' | 'server'>): Call;
  /** The call's, which is closed with it. */
  encryption: Encryption;
  /** Forgets the session's certificate and words. */
  forget(): void;
  /** The technician's voice is another one, or gone. */
  onVoice(voice: MediaStream | null): void;
  photo: PhotoParts;
  page: Document;
  wakeLock: WakeLock | undefined;
}

/** What the customer has chosen of what is sent, and whether the page tells them of it. */
export interface Kept {
  paused: boolean;
  muted: boolean;
  /** The session's own screen is shown, which says who sees the picture. */
  seen: boolean;
}

/** The customer's side of a call, with all that the two show each other: from the preview until the end. */
export class Together {
  call: CallView = $state.raw()!;
  shown: CustomerShowingView = $state.raw()!;
  /** How private it is, and the words that say so. */
  encryption: EncryptionView = $state.raw()!;
  readonly light: TorchAndZoom;
  readonly pictures = new PicturesSeen();
  readonly paper: CustomerShowing['paper'];
  #parts: TogetherParts;
  #call: Call;
  #showing: CustomerShowing;
  #session: CustomerSession | null = null;
  #kept: Kept = { paused: false, muted: false, seen: false };
  #taker: StillTaker;
  #torch = paced<CameraWish>((wish) => void this.#grant(wish), TORCH_EVERY_MS);
  #lens = paced<CameraWish>((wish) => void this.#grant(wish), LENS_EVERY_MS);
  #stops: (() => void)[];

  constructor(parts: TogetherParts) {
    const { camera, session, encryption, page, wakeLock, onVoice } = parts;
    this.#parts = parts;
    this.encryption = encryption.view();
    encryption.subscribe(() => (this.encryption = encryption.view()));
    this.light = new TorchAndZoom(() => this.#tell());
    this.#taker = stillTaker({
      camera,
      photo: parts.photo,
      notNow: () => this.#notNow(),
      onPhoto: () => void this.light.again(),
    });
    this.#showing = createCustomerShowing({
      take: this.#taker.take,
      onWish: (wish) => this.#hear(wish),
    });
    this.paper = this.#showing.paper;
    this.shown = this.#showing.view();
    this.#call = parts.createCall({
      session,
      heard: this.#showing.heard,
      encryption,
      onChange: (view) => {
        const voice = this.call?.remote.sound ?? null;
        const { causes } = this.call ?? view;
        this.call = view;
        if (view.causes !== causes) this.#tell();
        if (view.remote.sound !== voice) onVoice(view.remote.sound);
      },
    });
    this.call = this.#call.current();
    this.#showing.speakBy(this.#call.conversation);
    this.#stops = [
      this.#showing.subscribe(() => {
        this.shown = this.#showing.view();
        this.pictures.look(this.shown.last);
      }),
      keepMending(camera, page),
      keepAwake(page, wakeLock),
      () => this.#taker.close(),
      () => this.#torch.stop(),
      () => this.#lens.stop(),
      () => this.light.close(),
      () => this.pictures.close(),
      () => this.#call.close(),
      () => encryption.close(),
      () => this.#showing.close(),
    ];
  }

  /** Takes in how the session, the camera and the customer's choices now stand. */
  settle(session: CustomerSession, kept: Kept) {
    const { camera } = this.#parts;
    this.#session = session;
    this.#kept = kept;
    if (!camera.switching) this.light.follow(camera.video);
    if (kept.paused || !this.#isShared) this.light.putOut();
    this.#taker.look();
    this.#call.setOther(session.technician.peerId, session.technician.present);
    const tracks = {
      video: kept.paused || !kept.seen ? null : camera.video,
      audio: kept.muted ? null : camera.audio,
    };
    // The one line that lets the live picture out, and never before the technician's start.
    this.#call.send(this.#started ? tracks : null);
    this.#tell();
  }

  toggleTorch() {
    // Whoever holds the phone has said it last.
    this.#torch.stop();
    void this.light.light(!this.light.torch);
  }

  zoomTo(to: number) {
    void this.light.zoomTo(to);
  }

  retry() {
    this.#call.retry();
  }

  /** The page shows that the words have changed. */
  tellChanged() {
    this.#parts.encryption.told();
  }

  /** The customer has seen it. */
  seeChanged() {
    this.#parts.encryption.seen();
  }

  /** The session is over: nothing of its call is kept. */
  forget() {
    this.#parts.forget();
  }

  close() {
    this.#session = null;
    for (const stop of this.#stops) stop();
  }

  /** The technician has started the session: until then nothing of the camera is theirs. */
  get #started(): boolean {
    return this.#session?.state === 'active';
  }

  /** Live, with the screen that says so: nothing else of the customer's camera is the technician's. */
  get #isShared(): boolean {
    return this.#started && this.#kept.seen;
  }

  /** Tells the technician what the camera is now; before the start there is nothing to be told. */
  #tell() {
    if (!this.#session || !this.#started) return;
    const { camera } = this.#parts;
    this.#showing.causes.tell(this.call.causes);
    const picture = this.#isShared ? pictureState(camera, this.#kept.paused) : 'off';
    const isOn = picture !== 'off';
    const lenses = camera.lenses.slice(0, MOST_LENSES).map(({ id, kind }) => ({ id, kind }));
    this.#showing.camera.tell({
      picture,
      microphone: microphoneState(this.#session, camera, this.#kept.muted),
      torch: isOn ? this.light.torch : null,
      zoom: isOn ? this.light.zoom : null,
      lenses: isOn ? lenses : [],
      lens: isOn ? camera.lens : null,
    });
  }

  #hear(wish: CameraWish) {
    if (!this.#may(wish)) return this.#showing.camera.refuse(wish.what);
    if (wish.what === 'torch') this.#torch.tell(wish);
    else if (wish.what === 'lens') this.#lens.tell(wish);
    else void this.#grant(wish);
  }

  #may(wish: CameraWish): boolean {
    // A picture that is paused is nobody's to light.
    const toLight = wish.what === 'torch' && wish.on;
    return this.#isShared && !(toLight && this.#kept.paused);
  }

  async #grant(wish: CameraWish) {
    if (!(await this.#could(wish))) this.#showing.camera.refuse(wish.what);
  }

  #could(wish: CameraWish): boolean | Promise<boolean> {
    // It may have waited.
    if (!this.#may(wish)) return false;
    switch (wish.what) {
      case 'torch':
        return this.light.light(wish.on);
      case 'zoom':
        return this.light.zoomTo(wish.to);
      case 'lens':
        return this.#parts.camera.switchTo(wish.to);
    }
  }

  /** Why no still can be had now; null where one can. */
  #notNow(): NotTakenReason | null {
    if (!this.#isShared) return 'off';
    const picture = pictureState(this.#parts.camera, this.#kept.paused);
    if (picture === 'live') return null;
    return picture === 'paused' || picture === 'taken' ? picture : 'off';
  }
}
