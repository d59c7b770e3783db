import type { playTestTone } from './play-test-tone.ts';

/** `playing`: it should be heard now. - `played`: it is over. - `failed`: the speaker does not play. */
export type SpeakerTestState = 'idle' | 'playing' | 'played' | 'failed';

/** The test tone, as often as it is wished. */
export class SpeakerTest {
  state: SpeakerTestState = $state('idle');
  #play: typeof playTestTone;
  #stop = new AbortController();

  constructor(play: typeof playTestTone) {
    this.#play = play;
  }

  /** Plays it from its beginning; one that still plays gives way. */
  async play(speaker: string): Promise<void> {
    this.stop();
    const { signal } = (this.#stop = new AbortController());
    this.state = 'playing';
    let end: SpeakerTestState = 'played';
    try {
      await this.#play({ speaker, signal });
    } catch {
      end = 'failed';
    }
    if (!signal.aborted) this.state = end;
  }

  stop(): void {
    this.#stop.abort();
    this.state = 'idle';
  }
}
