import { openDevices, type DeviceCause } from '../../common/call/media-devices.ts';

/** What the page that asks needs of the browser. */
export interface QuestionAccess {
  permissions: { query(of: { name: 'microphone' }): Promise<PermissionStatus> };
  devices: Pick<MediaDevices, 'getUserMedia'>;
}

/**
 * - `prompt`: not asked yet, or asked without an answer. - `asking`: Chrome asks now.
 * - `granted`, `denied`: answered, here or in the site's settings.
 */
export type QuestionState = 'unknown' | 'prompt' | 'asking' | 'granted' | 'denied';

type Trouble = 'dismissed' | 'missing' | 'busy' | 'system';

const troubles: Partial<Record<DeviceCause, Trouble>> = {
  dismissed: 'dismissed',
  no_device: 'missing',
};

/** Asks for the microphone in a tab, the only place where Chrome shows an extension's question. */
export class Question {
  #permission: PermissionState | 'unknown' = $state('unknown');
  #asking: boolean = $state(false);
  /** Why asking brought no microphone, though Chrome did not refuse it. */
  trouble: Trouble | null = $state(null);
  #access: QuestionAccess;

  constructor(access: QuestionAccess) {
    this.#access = access;
    void this.#watch();
  }

  get state(): QuestionState {
    return this.#asking ? 'asking' : this.#permission;
  }

  async ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    this.trouble = null;
    const { permissions, devices } = this.#access;
    const { microphone } = await openDevices(['microphone'], {
      mediaDevices: devices,
      permissions,
    });
    // Only the answer was wanted: the panel opens the microphone itself, when it is needed.
    microphone.track?.stop();
    this.#permission = (await permissions.query({ name: 'microphone' })).state;
    if (microphone.cause === 'refused')
      this.trouble = this.#permission === 'granted' ? 'system' : null;
    else if (microphone.cause) this.trouble = troubles[microphone.cause] ?? 'busy';
    this.#asking = false;
  }

  async #watch(): Promise<void> {
    const status = await this.#access.permissions.query({ name: 'microphone' });
    const read = () => (this.#permission = status.state);
    status.onchange = read;
    read();
  }
}
