import type { DeviceSource } from '../common/call/media-devices.ts';
import { askCamera } from './ask-camera.ts';
import type { Refusal } from './screen.ts';

/** The customer's own camera and microphone: on, off, refused, or stopped by the phone. */
export class OwnCamera {
  /** The picture alone, for showing it on this phone. */
  picture: MediaStream | null = $state.raw(null);
  video: MediaStreamTrack | null = $state.raw(null);
  audio: MediaStreamTrack | null = $state.raw(null);
  asking = $state(false);
  refusal: Refusal | null = $state(null);
  /** The camera was on and gives no picture now: a phone call, another app, the system. */
  interrupted = $state(false);
  #source: DeviceSource;
  #onchange: () => void = () => {};
  /** Counts what was asked: an answer to what was since taken back is let go. */
  #question = 0;

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
    const asked = await askCamera(this.#source, sound);
    if (question !== this.#question) {
      asked.video?.stop();
      asked.audio?.stop();
      return false;
    }
    this.asking = false;
    this.refusal = asked.refusal;
    this.interrupted = false;
    this.audio = asked.audio;
    if (asked.video) this.#show(asked.video);
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

  /** Both off: the phone's own lights go out. */
  off() {
    this.#question += 1;
    this.#stop();
    this.asking = false;
    this.interrupted = false;
    this.#onchange();
  }

  #show(track: MediaStreamTrack) {
    this.video = track;
    this.picture = new MediaStream([track]);
    const look = () => {
      if (this.video !== track) return;
      this.interrupted = track.readyState === 'ended' || track.muted;
      this.#onchange();
    };
    for (const event of ['ended', 'mute', 'unmute']) track.addEventListener(event, look);
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
