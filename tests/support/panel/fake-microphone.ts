import type { MicrophoneAccess } from '../../../extension/panel/microphone/microphone.svelte.ts';

/** A microphone's track that can be taken away, as by an unplugged headset. */
export function fakeTrack(label = ''): MediaStreamTrack & { takeAway(): void } {
  const track = Object.assign(new EventTarget(), {
    kind: 'audio',
    label,
    enabled: true,
    readyState: 'live',
    stop: () => void (track.readyState = 'ended'),
    takeAway() {
      if (track.readyState === 'ended') return;
      track.readyState = 'ended';
      track.dispatchEvent(new Event('ended'));
    },
  });
  return track as unknown as MediaStreamTrack & { takeAway(): void };
}

/** What getUserMedia rejects with. Not jsdom's DOMException, which is no Error as a browser's is. */
export const mediaError = (name: string, message = '') =>
  Object.assign(new Error(message), { name });

/** A device as the browser lists it; its group is told by its name. */
export const device = (kind: MediaDeviceKind, deviceId: string, label: string, groupId = label) =>
  ({ kind, deviceId, label, groupId }) as MediaDeviceInfo;

/** The microphones or the speakers of a computer as Chrome lists them: the system's choice first. */
export const connected = (kind: 'audioinput' | 'audiooutput', ...names: string[]) => [
  ...names.slice(0, 1).map((name) => device(kind, 'default', `Default - ${name}`, name)),
  ...names.map((name) => device(kind, `id of ${name}`, name)),
];

/** A browser's microphone, whose permission and devices a test changes. */
export interface FakeMicrophone extends MicrophoneAccess {
  setPermission(state: PermissionState): void;
  /** What getUserMedia rejects with from now on; null to give tracks again. */
  fail(error: Error | null): void;
  plugIn(): void;
  /** What is connected from now on; the tracks of what is gone end. */
  connect(...devices: MediaDeviceInfo[]): void;
  tracks: ReturnType<typeof fakeTrack>[];
}

export function fakeMicrophone(state: PermissionState = 'granted'): FakeMicrophone {
  const statuses: PermissionStatus[] = [];
  const devices = new EventTarget();
  const tracks: ReturnType<typeof fakeTrack>[] = [];
  let list: MediaDeviceInfo[] = [];
  let permission = state;
  let failure: Error | null = null;

  /** The microphone that the constraints ask for; undefined for one that nobody named. */
  function asked({ audio }: MediaStreamConstraints): MediaDeviceInfo | undefined {
    const { deviceId } = typeof audio === 'object' ? audio : {};
    const { exact = 'default' } = (deviceId ?? {}) as { exact?: string };
    const found = list.find((one) => one.kind === 'audioinput' && one.deviceId === exact);
    if (!found && exact !== 'default') throw mediaError('OverconstrainedError');
    return list.find((one) => one.label === found?.groupId) ?? found;
  }

  return {
    tracks,
    permissions: {
      async query() {
        const status = { state: permission, onchange: null } as unknown as PermissionStatus;
        statuses.push(status);
        return status;
      },
    },
    devices: Object.assign(devices, {
      async getUserMedia(constraints: MediaStreamConstraints) {
        if (failure) throw failure;
        if (permission !== 'granted') throw mediaError('NotAllowedError', 'Permission denied');
        const track = fakeTrack(asked(constraints)?.label);
        tracks.push(track);
        return { getTracks: () => [track], getAudioTracks: () => [track] };
      },
      // Without the permission Chrome tells that there are some, and nothing about them.
      enumerateDevices: async () =>
        permission === 'granted' ? list : list.map(({ kind }) => device(kind, '', '')),
    }) as unknown as MicrophoneAccess['devices'],
    setPermission(next) {
      permission = next;
      for (const status of statuses) {
        Object.assign(status, { state: next });
        status.onchange?.(new Event('change'));
      }
    },
    fail: (error) => (failure = error),
    plugIn: () => devices.dispatchEvent(new Event('devicechange')),
    connect(...now) {
      list = now;
      for (const track of tracks)
        if (track.label && !now.some(({ label }) => label === track.label)) track.takeAway();
      devices.dispatchEvent(new Event('devicechange'));
    },
  };
}
