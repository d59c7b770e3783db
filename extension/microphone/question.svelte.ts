/** What the page that asks needs of the browser. */
export interface QuestionAccess {
  permissions: { query(of: { name: 'microphone' }): Promise<PermissionStatus> };
  devices: Pick<MediaDevices, 'getUserMedia'>;
}

/**
 * - `prompt`: not asked yet, or the question was closed (`trouble` says so). - `asking`: Chrome asks
 *   now. - `granted`, `denied`: answered, here or in the site's settings.
 */
export type QuestionState = 'unknown' | 'prompt' | 'asking' | 'granted' | 'denied';

/** Asks for the microphone in a tab, the only place where Chrome shows the question to an extension. */
export class Question {
  state: QuestionState = $state('unknown');
  /** Why asking brought no microphone, though nothing was refused. */
  trouble: 'dismissed' | 'missing' | 'busy' | null = $state(null);
  #access: QuestionAccess;

  constructor(access: QuestionAccess) {
    this.#access = access;
    void this.#watch();
  }

  async ask(): Promise<void> {
    if (this.state === 'asking') return;
    this.state = 'asking';
    this.trouble = null;
    try {
      const stream = await this.#access.devices.getUserMedia({ audio: true });
      // Only the answer was wanted: the panel opens the microphone itself, when it is needed.
      for (const track of stream.getTracks()) track.stop();
      this.state = 'granted';
    } catch (error) {
      const name = error instanceof DOMException ? error.name : '';
      const { state } = await this.#access.permissions.query({ name: 'microphone' });
      this.state = state;
      if (name === 'NotFoundError') this.trouble = 'missing';
      else if (name === 'NotAllowedError') this.trouble = state === 'prompt' ? 'dismissed' : null;
      else this.trouble = 'busy';
    }
  }

  async #watch(): Promise<void> {
    const status = await this.#access.permissions.query({ name: 'microphone' });
    const read = () => {
      if (this.state !== 'asking') this.state = status.state;
    };
    status.onchange = read;
    read();
  }
}
