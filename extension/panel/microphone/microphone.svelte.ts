import { openDevices, whenEnded, type DeviceCause } from '../../../common/call/media-devices.ts';

/** What the browser gives for a microphone; in tests given by hand. */
export interface MicrophoneAccess {
  permissions: { query(of: { name: 'microphone' }): Promise<PermissionStatus> };
  devices: Pick<MediaDevices, 'getUserMedia' | 'addEventListener' | 'removeEventListener'>;
}

/**
 * - `unknown`: not asked yet. - `prompt`: Chrome has to ask, in a tab: a side panel never shows the
 *   question. - `denied`: refused. - `ready`: allowed. - `on`: this panel has its track.
 * - `missing`: none is connected. - `busy`: another program holds it. - `system`: the computer's own
 *   settings keep it from Chrome. - `ended`: the track stopped by itself ("Allow this time" and its
 *   tab closed, a headset unplugged).
 */
export type MicrophoneState = 'unknown' | 'prompt' | 'denied' | 'ready' | 'on' | Trouble;

type Trouble = 'missing' | 'busy' | 'system' | 'ended';

/** Why an allowed microphone gives no track; a refusal then is not Chrome's but the system's. */
const troubles: Partial<Record<DeviceCause, Trouble>> = {
  no_device: 'missing',
  refused: 'system',
};

/** Takes the track, or null when it is gone. */
type Listener = (track: MediaStreamTrack | null) => void;

/** The technician's microphone: its permission, watched, and its track while somebody wants it. */
export class Microphone {
  #permission: PermissionState | 'unknown' = $state('unknown');
  #trouble: Trouble | null = $state(null);
  #track: MediaStreamTrack | null = $state.raw(null);
  #listener: Listener | null = null;
  #opening = false;
  #access: MicrophoneAccess;
  #status: PermissionStatus | null = null;

  constructor(access: MicrophoneAccess) {
    this.#access = access;
    access.devices.addEventListener('devicechange', this.#deviceChanged);
    void this.#watchPermission();
  }

  get state(): MicrophoneState {
    if (this.#track) return 'on';
    if (this.#permission !== 'granted') return this.#permission;
    return this.#trouble ?? 'ready';
  }

  /** Keeps a track for `listener` from now on, whenever there can be one. Returns the way to let go. */
  want(listener: Listener): () => void {
    this.#listener = listener;
    void this.#open();
    return () => {
      if (this.#listener !== listener) return;
      this.#listener = null;
      this.#drop();
    };
  }

  /** Tries once more, after a trouble that the technician has mended. */
  again(): void {
    this.#trouble = null;
    void this.#open();
  }

  close(): void {
    this.#listener = null;
    this.#drop();
    this.#access.devices.removeEventListener('devicechange', this.#deviceChanged);
    if (this.#status) this.#status.onchange = null;
  }

  async #watchPermission(): Promise<void> {
    const status = await this.#access.permissions.query({ name: 'microphone' });
    this.#status = status;
    const read = () => {
      this.#permission = status.state;
      if (status.state === 'granted') this.again();
    };
    status.onchange = read;
    read();
  }

  #deviceChanged = (): void => {
    if (this.#trouble === 'missing' || this.#trouble === 'ended') this.again();
  };

  async #open(): Promise<void> {
    // Asking while the state is `prompt` fails at once in a side panel, and may count as a refusal.
    if (!this.#listener || this.#track || this.#opening || this.#permission !== 'granted') return;
    this.#opening = true;
    try {
      const { microphone } = await openDevices(['microphone'], {
        mediaDevices: this.#access.devices,
        permissions: this.#access.permissions,
      });
      if (microphone.track) this.#take(microphone.track);
      else this.#trouble = troubles[microphone.cause] ?? 'busy';
    } finally {
      this.#opening = false;
    }
  }

  #take(track: MediaStreamTrack): void {
    if (!this.#listener) return track.stop();
    this.#track = track;
    this.#trouble = null;
    whenEnded(track, () => {
      if (this.#track !== track) return;
      this.#track = null;
      this.#trouble = 'ended';
      this.#listener?.(null);
    });
    this.#listener(track);
  }

  #drop(): void {
    this.#track?.stop();
    this.#track = null;
  }
}
