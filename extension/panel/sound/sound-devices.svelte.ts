import { createListeners } from '../../../common/showing/listeners.ts';
import type { Keeper } from '../../storage/keeper.ts';
import type { KeptDevice } from '../../storage/kept.ts';

/** What can be chosen: what the technician speaks into, and what the customer is heard from. */
export type SoundKind = 'microphone' | 'speaker';

/** What the browser tells of its devices; in tests given by hand. */
export type DeviceList = Pick<
  MediaDevices,
  'enumerateDevices' | 'addEventListener' | 'removeEventListener'
>;

const browserKinds: Record<SoundKind, MediaDeviceKind> = {
  microphone: 'audioinput',
  speaker: 'audiooutput',
};

/** Chrome lists these beside the devices that they stand for: the system's two choices. */
const systemChoices = ['default', 'communications'];

/**
 * The computer's microphones and speakers, followed as they come and go, and which of them the
 * technician chose. One that is gone stays chosen: until it is back the computer's own choice is used.
 */
export class SoundDevices {
  #found: readonly MediaDeviceInfo[] = $state.raw([]);
  #chosen: Record<SoundKind, KeptDevice | null> = $state.raw({ microphone: null, speaker: null });
  #browser: DeviceList;
  #keeper: Keeper;
  #listeners = createListeners();
  #stopListening: () => void;

  constructor(browser: DeviceList, keeper: Keeper) {
    this.#browser = browser;
    this.#keeper = keeper;
    this.#readKept();
    this.#stopListening = keeper.subscribe(() => {
      if (this.#readKept()) this.#listeners.tell();
    });
    browser.addEventListener('devicechange', this.#deviceChanged);
    void this.look();
  }

  /** What is connected; empty as long as the browser does not tell: before the microphone is allowed. */
  list(kind: SoundKind): KeptDevice[] {
    return this.#of(kind)
      .filter(({ deviceId }) => deviceId && !systemChoices.includes(deviceId))
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  }

  /** The chosen device, where it is connected; null for the computer's own choice. */
  used(kind: SoundKind): KeptDevice | null {
    const chosen = this.#chosen[kind];
    const list = chosen ? this.list(kind) : [];
    // The same device has another id after the site's data were cleared, or in another port.
    return (
      list.find(({ id }) => id === chosen?.id) ??
      list.find(({ label }) => label && label === chosen?.label) ??
      null
    );
  }

  /** The chosen device, while it is not connected. */
  away(kind: SoundKind): KeptDevice | null {
    return this.list(kind).length > 0 && !this.used(kind) ? this.#chosen[kind] : null;
  }

  /** Changes whenever another device than before is to be used, also by the computer's own choice. */
  identity(kind: SoundKind): string {
    return this.used(kind)?.id ?? `default ${this.#default(kind)?.groupId ?? ''}`;
  }

  /** What the computer's own choice is called; empty where it cannot be told. */
  defaultLabel(kind: SoundKind): string {
    const group = this.#default(kind)?.groupId;
    const same = this.#of(kind).find(
      ({ deviceId, groupId }) => group && groupId === group && !systemChoices.includes(deviceId),
    );
    return same?.label ?? '';
  }

  /** Chooses by id; with an empty one, the computer's own choice. */
  choose(kind: SoundKind, id: string): void {
    const device = this.list(kind).find((one) => one.id === id) ?? null;
    this.#keeper.change({ [kind]: device });
  }

  /** Reads anew what is connected. */
  async look(): Promise<void> {
    this.#found = await this.#browser.enumerateDevices();
  }

  /** Calls `listener` when a device came, went or was chosen; returns the way to stop that. */
  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  close(): void {
    this.#stopListening();
    this.#browser.removeEventListener('devicechange', this.#deviceChanged);
  }

  #of(kind: SoundKind): MediaDeviceInfo[] {
    return this.#found.filter((device) => device.kind === browserKinds[kind]);
  }

  #default(kind: SoundKind): MediaDeviceInfo | undefined {
    return this.#of(kind).find(({ deviceId }) => deviceId === 'default');
  }

  #deviceChanged = async (): Promise<void> => {
    await this.look();
    this.#listeners.tell();
  };

  /** Whether something else is chosen than before: by this panel or another. */
  #readKept(): boolean {
    const { microphone, speaker } = this.#keeper.now();
    const before = JSON.stringify(this.#chosen);
    this.#chosen = { microphone, speaker };
    return JSON.stringify(this.#chosen) !== before;
  }
}
