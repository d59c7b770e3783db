import type { Call, CallOptions, CallView } from '../../common/call/call.ts';
import type { CustomerSession } from '../../common/contract/views.ts';
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
import { stillTaker } from '../camera/still-taker.ts';
import { TorchAndZoom } from '../camera/torch-and-zoom.svelte.ts';
import { keepAwake } from './awake.ts';

/** The most lenses that are told of. */
const MOST_LENSES = 16;

export interface TogetherParts {
  camera: OwnCamera;
  access: CallOptions['access'];
  createCall(options: Omit<CallOptions, 'role' | 'server'>): Call;
  /** The technician's voice is another one, or gone. */
  onVoice(voice: MediaStream | null): void;
  photo: PhotoParts;
  page: Document;
  wakeLock: WakeLock | undefined;
}

/** What the customer has chosen of what is sent. */
export interface Kept {
  paused: boolean;
  muted: boolean;
}

/** The customer's side of a call, with all that the two show each other: from the preview until the end. */
export class Together {
  call: CallView = $state.raw()!;
  shown: CustomerShowingView = $state.raw()!;
  readonly light: TorchAndZoom;
  readonly paper: CustomerShowing['paper'];
  #parts: TogetherParts;
  #call: Call;
  #showing: CustomerShowing;
  #session: CustomerSession | null = null;
  #kept: Kept = { paused: false, muted: false };
  #stops: (() => void)[];

  constructor(parts: TogetherParts) {
    const { camera, access, page, wakeLock, onVoice } = parts;
    this.#parts = parts;
    this.light = new TorchAndZoom(() => this.#tell());
    this.#showing = createCustomerShowing({
      take: stillTaker({
        camera,
        photo: parts.photo,
        notNow: () => this.#notNow(),
        onPhoto: () => void this.light.again(),
      }),
      onWish: (wish) => void this.#grant(wish),
    });
    this.paper = this.#showing.paper;
    this.shown = this.#showing.view();
    this.#call = parts.createCall({
      access,
      heard: this.#showing.heard,
      onChange: (view) => {
        const voice = this.call?.remote.sound ?? null;
        this.call = view;
        if (view.remote.sound !== voice) onVoice(view.remote.sound);
      },
    });
    this.call = this.#call.current();
    this.#showing.speakBy(this.#call.conversation);
    this.#stops = [
      this.#showing.subscribe(() => (this.shown = this.#showing.view())),
      keepMending(camera, page),
      keepAwake(page, wakeLock),
      () => this.light.close(),
      () => this.#call.close(),
      () => this.#showing.close(),
    ];
  }

  /** Takes in how the session, the camera and the customer's choices now stand. */
  settle(session: CustomerSession, kept: Kept) {
    const { camera } = this.#parts;
    this.#session = session;
    this.#kept = kept;
    if (!camera.switching) this.light.follow(camera.video);
    if (kept.paused && this.light.torch) void this.light.light(false);
    this.#call.setOther(session.technician.peerId, session.technician.present);
    const tracks = {
      video: kept.paused ? null : camera.video,
      audio: kept.muted ? null : camera.audio,
    };
    // The one line that lets the live picture out, and never before the technician's start.
    this.#call.send(this.#started ? tracks : null);
    this.#tell();
  }

  toggleTorch() {
    void this.light.light(!this.light.torch);
  }

  zoomTo(to: number) {
    void this.light.zoomTo(to);
  }

  retry() {
    this.#call.retry();
  }

  close() {
    for (const stop of this.#stops) stop();
  }

  /** The technician has started the session: until then nothing of the camera is theirs. */
  get #started(): boolean {
    return this.#session?.state === 'active';
  }

  /** Tells the technician what the camera is now. */
  #tell() {
    if (!this.#session) return;
    const { camera } = this.#parts;
    const picture = pictureState(camera, this.#kept.paused);
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

  async #grant(wish: CameraWish) {
    if (!(await this.#could(wish))) this.#showing.camera.refuse(wish.what);
  }

  #could(wish: CameraWish): boolean | Promise<boolean> {
    if (!this.#started) return false;
    switch (wish.what) {
      case 'torch':
        // A picture that is paused is nobody's to light.
        return (!this.#kept.paused || !wish.on) && this.light.light(wish.on);
      case 'zoom':
        return this.light.zoomTo(wish.to);
      case 'lens':
        return this.#parts.camera.switchTo(wish.to);
    }
  }

  /** Why no still can be had now; null where one can. */
  #notNow(): NotTakenReason | null {
    if (!this.#started) return 'off';
    const picture = pictureState(this.#parts.camera, this.#kept.paused);
    if (picture === 'live') return null;
    return picture === 'paused' || picture === 'taken' ? picture : 'off';
  }
}
