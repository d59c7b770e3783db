import { openDevices, type DeviceSource } from '../../common/call/media-devices.ts';
import type { Refusal } from '../screen.ts';
import { askCamera } from './ask-camera.ts';
import { otherSide, type Lens } from './lenses.ts';
import { openLens } from './open-lens.ts';

/** The customer's own camera and microphone: on, off, refused, or taken by the phone. */
export class OwnCamera {
  /** The picture alone, for showing it on this phone. */
  picture: MediaStream | null = $state.raw(null);
  video: MediaStreamTrack | null = $state.raw(null);
  audio: MediaStreamTrack | null = $state.raw(null);
  asking = $state(false);
  refusal: Refusal | null = $state(null);
  /** The camera was on and gives no picture now: a phone call, another app, the system. */
  interrupted = $state(false);
  /** From one lens to another. */
  switching = $state(false);
  lenses: readonly Lens[] = $state.raw([]);
  /** The number of the lens that is open; null where it is not to be known. */
  lens: number | null = $state(null);
  /** The microphone was asked for by itself, and not allowed. */
  microphoneRefused = $state(false);
  #source: DeviceSource;
  #onchange: () => void = () => {};
  /** Counts what was asked: an answer to what was since taken back is let go. */
  #question = 0;
  /** The lens that a person has chosen; the switch that is on its way to it. */
  #chosen: number | null = null;
  #change: Promise<boolean> | null = null;
  /** What the phone had taken is being opened again. */
  #mending: Promise<void> | null = null;
  /** The microphone was on, and the phone has taken it. */
  #soundLost = false;

  constructor(source: DeviceSource) {
    this.#source = source;
  }

  /** Tells `listener` of each change of what can be sent. */
  watch(listener: () => void) {
    this.#onchange = listener;
  }

  /** Asks for the camera, and with `sound` for the microphone too; true when there is a picture and nothing was refused. */
  async ask(sound: boolean): Promise<boolean> {
    const question = ++this.#question;
    this.asking = true;
    // A phone opens its camera once: what is left of an interrupted one is let go first.
    this.#stop();
    const asked = await askCamera(this.#source, sound, this.#chosen);
    if (question !== this.#question) {
      asked.video?.stop();
      asked.audio?.stop();
      return false;
    }
    this.asking = this.switching = false;
    this.refusal = asked.refusal;
    this.interrupted = false;
    this.lenses = asked.lenses;
    if (asked.audio) this.#hear(asked.audio);
    if (asked.video) this.#show(asked.video, asked.lens);
    this.#onchange();
    return this.video !== null && this.refusal === null;
  }

  /** Asks only where the browser will not ask the person. */
  async askSilently(sound: boolean): Promise<boolean> {
    const camera = await this.#permission('camera');
    const microphone = sound ? await this.#permission('microphone') : 'denied';
    if (camera !== 'granted' || microphone === 'prompt') return false;
    return this.ask(microphone === 'granted');
  }

  /** The microphone by itself, for those who came with the camera alone. */
  async askMicrophone() {
    const question = this.#question;
    const { microphone } = await openDevices(['microphone'], this.#source);
    this.microphoneRefused = microphone.cause === 'refused';
    if (question !== this.#question || this.audio) return microphone.track?.stop();
    if (microphone.track) this.#hear(microphone.track);
    this.#onchange();
  }

  /** A microphone that gives no sound is let go, and asked for once more. */
  async reopenMicrophone() {
    this.audio?.stop();
    this.audio = null;
    // Where it does not open now, it is tried again as what the phone has taken.
    this.#soundLost = true;
    this.#onchange();
    await this.askMicrophone();
  }

  /** The microphone is not wanted: the phone's light for it goes out. */
  dropMicrophone() {
    this.#soundLost = this.microphoneRefused = false;
    if (!this.audio) return;
    this.audio.stop();
    this.audio = null;
    this.#onchange();
  }

  /**
   * Changes to that lens; false where it could not be opened, and the former one is open again, or
   * where the phone has none of that number. Of several that are asked for meanwhile, the last one wins.
   */
  async switchTo(lens: number): Promise<boolean> {
    if (!this.lenses.some(({ id }) => id === lens)) return false;
    this.#chosen = lens;
    return (this.#change ??= this.#follow().finally(() => (this.#change = null)));
  }

  /** The phone has a camera on each of its sides. */
  readonly canTurn = $derived(otherSide(this.lenses, this.lens) !== undefined);

  /** From the back of the phone to its front, or the other way round. */
  turn() {
    const lens = otherSide(this.lenses, this.lens);
    if (lens) void this.switchTo(lens.id);
  }

  /** Resolves when no lens is being changed. */
  async settled() {
    await this.#change;
  }

  /** What the phone has taken, picture or sound, and has not given back. */
  get lost(): boolean {
    return this.interrupted || this.#soundLost;
  }

  /** Opens again what the phone has taken, where the browser will not ask the person; once at a time. */
  mend(): Promise<void> {
    if (this.asking || this.#change || !this.lost) return this.#mending ?? Promise.resolve();
    return (this.#mending ??= this.#reopen().finally(() => (this.#mending = null)));
  }

  /** Both off: the phone's own lights go out. */
  off() {
    this.#question += 1;
    this.#stop();
    this.#chosen = null;
    this.asking = this.switching = this.interrupted = this.#soundLost = false;
    this.#onchange();
  }

  async #reopen() {
    const question = this.#question;
    if (this.interrupted && (await this.#permission('camera')) === 'granted') {
      if (question !== this.#question || !this.interrupted) return;
      this.video?.stop();
      await this.#open(this.lens);
    }
    if (question !== this.#question || !this.#soundLost) return;
    if ((await this.#permission('microphone')) === 'granted') await this.askMicrophone();
  }

  async #follow(): Promise<boolean> {
    const question = this.#question;
    // A phone opens one camera at a time.
    if (this.#mending) await this.#mending;
    if (question !== this.#question) return false;
    const former = this.lens;
    if (!this.video) {
      // What is off or taken comes back as it was.
      this.#chosen = former;
      return false;
    }
    let wanted = former;
    let opened = true;
    while (wanted !== this.#chosen) {
      wanted = this.#chosen;
      this.video?.stop();
      this.video = null;
      this.switching = true;
      this.#onchange();
      opened = await this.#open(wanted);
      if (question !== this.#question) return false;
    }
    if (!opened) {
      this.#chosen = former;
      this.interrupted = !(await this.#open(former));
      if (question !== this.#question) return false;
    }
    this.switching = false;
    this.#onchange();
    // Another one may have been asked for while the former one was opened again.
    return opened || this.#chosen === former ? opened : this.#follow();
  }

  /** Opens a lens, or the one that was asked for at first; false where it cannot be had. */
  async #open(lens: number | null): Promise<boolean> {
    const question = this.#question;
    const known = this.lenses.find(({ id }) => id === lens);
    const track = known
      ? await openLens(known, this.#source)
      : (await openDevices(['camera'], this.#source)).camera.track;
    if (question !== this.#question) {
      track?.stop();
      return false;
    }
    if (track) this.#show(track, lens);
    return track !== null;
  }

  #show(track: MediaStreamTrack, lens: number | null) {
    this.video = track;
    this.lens = lens;
    this.picture = new MediaStream([track]);
    const look = () => {
      if (this.video !== track) return;
      this.interrupted = track.readyState === 'ended' || track.muted;
      this.#onchange();
    };
    for (const event of ['ended', 'mute', 'unmute']) track.addEventListener(event, look);
    look();
  }

  #hear(track: MediaStreamTrack) {
    this.audio = track;
    this.#soundLost = false;
    track.addEventListener('ended', () => {
      if (this.audio !== track) return;
      this.audio = null;
      this.#soundLost = true;
      this.#onchange();
    });
  }

  #stop() {
    this.video?.stop();
    this.audio?.stop();
    this.video = this.audio = this.picture = null;
  }

  /** What the browser would answer unasked; `prompt` where it does not tell. */
  async #permission(name: 'camera' | 'microphone'): Promise<PermissionState> {
    try {
      // Firefox before 131 knows neither name, and throws.
      return (await this.#source.permissions!.query({ name: name as PermissionName })).state;
    } catch {
      return 'prompt';
    }
  }
}
