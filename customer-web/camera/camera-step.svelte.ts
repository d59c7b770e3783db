import type { VoiceChoice } from '../../common/contract/session.ts';
import { CAMERA_STEP_LASTS_MS, type Memory } from '../memory.ts';
import type { OwnCamera } from './own-camera.svelte.ts';

/** The step at which camera and microphone are asked for; passed by an answer, whatever it is. */
export class CameraStep {
  #passed = $state(false);
  #onchange: () => void = () => {};
  #camera: OwnCamera;
  #memory: Memory;
  #now: () => number;

  constructor(camera: OwnCamera, memory: Memory, now: () => number) {
    this.#camera = camera;
    this.#memory = memory;
    this.#now = now;
  }

  get passed() {
    return this.#passed;
  }

  set passed(passed) {
    this.#passed = passed;
    this.#onchange();
  }

  /** Tells `listener` when the step is passed, or is to be passed again. */
  watch(listener: () => void) {
    this.#onchange = listener;
  }

  /** After a reload: as it was before, where the browser need not ask the person again. */
  async asBefore() {
    const step = this.#memory.get('cameraStep');
    const lasts =
      this.#memory.get('seat') || (step && this.#now() - step.at < CAMERA_STEP_LASTS_MS);
    if (!step || !lasts) return;
    if (step.without) this.passed = true;
    else if (await this.#camera.askSilently(this.#sound())) this.#pass(false);
  }

  async allow(voice: VoiceChoice) {
    this.#memory.set('voice', voice);
    await this.again();
  }

  /** Asks as last chosen; passed when nothing was refused. */
  async again() {
    const allowed = await this.#camera.ask(this.#sound());
    if (allowed) this.#pass(false);
    else this.passed = false;
  }

  /** Goes on with what there is. */
  goOn() {
    this.#camera.refusal = null;
    this.#pass(this.#camera.video === null);
  }

  /** Off, and to be asked for again by whoever comes next. */
  reset() {
    this.#camera.off();
    this.passed = false;
    this.#memory.set('cameraStep', null);
  }

  #sound() {
    return this.#memory.get('voice') === 'here';
  }

  #pass(without: boolean) {
    this.passed = true;
    this.#memory.set('cameraStep', { at: this.#now(), without });
  }
}
