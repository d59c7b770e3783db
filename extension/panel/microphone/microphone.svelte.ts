import {
  microphoneConstraints,
  openDevices,
  whenEnded,
  type DeviceCause,
} from '../../../common/call/media-devices.ts';
import type { DeviceList, SoundDevices } from '../sound/sound-devices.svelte.ts';

/** What the browser gives for a microphone; in tests given by hand. */
export interface MicrophoneAccess {
  permissions: { query(of: { name: 'microphone' }): Promise<PermissionStatus> };
  devices: Pick<MediaDevices, 'getUserMedia'> & DeviceList;
}

/**
 * - `unknown`: not asked yet. - `prompt`: Chrome has to ask, in a tab: a side panel never shows the
 *   question. - `denied`: refused. - `ready`: allowed. - `on`: this panel has its track.
 * - `missing`: none is connected. - `busy`: another program holds it. - `system`: the computer's own
 *   settings keep it from Chrome. - `ended`: the track stopped by itself ("Allow this time" and its
 *   tab closed, a headset unplugged). - `silent`: it is on and gives nothing at all.
 */
export type MicrophoneState = 'unknown' | 'prompt' | 'denied' | 'ready' | 'on' | Trouble;

type Trouble = 'missing' | 'busy' | 'system' | 'ended' | 'silent';

/** Why an allowed microphone gives no track; a refusal then is not Chrome's but the system's. */
const troubles: Partial<Record<DeviceCause, Trouble>> = {
  no_device: 'missing',
  refused: 'system',
};

/** Takes the track, another one in its place, or null when it is gone. */
type Listener = (track: MediaStreamTrack | null) => void;

/**
 * The technician's microphone: its permission, watched, and its track while somebody wants it. It is
 * the chosen one as long as that is connected; a track of another one takes its place in a call too.
 */
export class Microphone {
  #permission: PermissionState | 'unknown' = $state('unknown');
  #trouble: Trouble | null = $state(null);
  #track: MediaStreamTrack | null = $state.raw(null);
  #silent = $state(false);
  #listeners: readonly Listener[] = [];
  #access: MicrophoneAccess;
  #devices: SoundDevices;
  /** Which of the devices the track is of. */
  #opened: string | null = null;
  #opening = false;
  #changedMeanwhile = false;
  #status: PermissionStatus | null = null;
  #stopFollowing: () => void;

  constructor(access: MicrophoneAccess, devices: SoundDevices) {
    this.#access = access;
    this.#devices = devices;
    this.#stopFollowing = devices.subscribe(() => void this.#follow());
    void this.#watchPermission();
  }

  get state(): MicrophoneState {
    if (this.#track) return this.#silent ? 'silent' : 'on';
    if (this.#permission !== 'granted') return this.#permission;
    return this.#trouble ?? 'ready';
  }

  /** What the microphone that is open is called; empty while none is. */
  get label(): string {
    return this.#track?.label ?? '';
  }

  /** The microphone that was chosen does not open; the one before goes on. */
  get chosenFails(): boolean {
    return this.#track !== null && this.#trouble !== null;
  }

  /** Keeps a track for `listener` from now on, whenever there can be one. Returns the way to let go. */
  want(listener: Listener): () => void {
    this.#listeners = [...this.#listeners, listener];
    if (this.#track) listener(this.#track);
    void this.#follow();
    return () => {
      this.#listeners = this.#listeners.filter((one) => one !== listener);
      if (this.#listeners.length === 0) this.#drop();
    };
  }

  /** Tries once more, after a trouble that the technician has mended; one that is silent is opened anew. */
  again(): void {
    this.#trouble = null;
    if (this.#silent) {
      this.#drop();
      this.#tell(null);
    }
    void this.#follow();
  }

  /** Whether what the open microphone gives was found to be nothing. */
  hear(silent: boolean): void {
    this.#silent = silent;
  }

  close(): void {
    this.#listeners = [];
    this.#drop();
    this.#stopFollowing();
    if (this.#status) this.#status.onchange = null;
  }

  async #watchPermission(): Promise<void> {
    const status = await this.#access.permissions.query({ name: 'microphone' });
    this.#status = status;
    const read = () => {
      this.#permission = status.state;
      if (status.state !== 'granted') return;
      // Only from then on does the browser tell which devices there are.
      void this.#devices.look();
      this.again();
    };
    status.onchange = read;
    read();
  }

  /** Opens the microphone that is to be used now, where another one is open, or none. */
  async #follow(): Promise<void> {
    this.#changedMeanwhile = true;
    if (this.#opening) return;
    this.#opening = true;
    try {
      while (this.#changedMeanwhile) {
        this.#changedMeanwhile = false;
        await this.#open();
      }
    } finally {
      this.#opening = false;
    }
  }

  async #open(): Promise<void> {
    // Asking while the state is `prompt` fails at once in a side panel, and may count as a refusal.
    if (this.#listeners.length === 0 || this.#permission !== 'granted') return;
    await this.#devices.look();
    const wanted = this.#devices.identity('microphone');
    const id = this.#devices.used('microphone')?.id;
    if (this.#track && this.#opened === wanted) {
      this.#trouble = null;
      return;
    }
    const { microphone } = await openDevices(
      ['microphone'],
      { mediaDevices: this.#access.devices, permissions: this.#access.permissions },
      id ? { ...microphoneConstraints, deviceId: { exact: id } } : microphoneConstraints,
    );
    if (microphone.track) this.#take(microphone.track, wanted);
    else this.#trouble = troubles[microphone.cause] ?? 'busy';
  }

  #take(track: MediaStreamTrack, opened: string): void {
    if (this.#listeners.length === 0) return track.stop();
    const before = this.#track;
    this.#track = track;
    this.#opened = opened;
    this.#trouble = null;
    this.#silent = false;
    whenEnded(track, () => {
      if (this.#track !== track) return;
      this.#track = null;
      this.#trouble = 'ended';
      this.#tell(null);
    });
    this.#tell(track);
    // Only now: whoever had it goes on with the other without a gap.
    before?.stop();
  }

  #tell(track: MediaStreamTrack | null): void {
    for (const listener of this.#listeners) listener(track);
  }

  #drop(): void {
    this.#track?.stop();
    this.#track = null;
    this.#silent = false;
  }
}
