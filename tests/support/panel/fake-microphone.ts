import type { MicrophoneAccess } from '../../../extension/panel/microphone/microphone.svelte.ts';

/** A microphone's track that can be taken away, as by an unplugged headset. */
export function fakeTrack(): MediaStreamTrack & { takeAway(): void } {
  const track = Object.assign(new EventTarget(), {
    kind: 'audio',
    enabled: true,
    readyState: 'live',
    stop: () => void (track.readyState = 'ended'),
    takeAway() {
      track.readyState = 'ended';
      track.dispatchEvent(new Event('ended'));
    },
  });
  return track as unknown as MediaStreamTrack & { takeAway(): void };
}

/** What getUserMedia rejects with. Not jsdom's DOMException, which is no Error as a browser's is. */
export const mediaError = (name: string, message = '') =>
  Object.assign(new Error(message), { name });

/** A browser's microphone, whose permission and devices a test changes. */
export interface FakeMicrophone extends MicrophoneAccess {
  setPermission(state: PermissionState): void;
  /** What getUserMedia rejects with from now on; null to give tracks again. */
  fail(error: Error | null): void;
  plugIn(): void;
  tracks: ReturnType<typeof fakeTrack>[];
}

export function fakeMicrophone(state: PermissionState = 'granted'): FakeMicrophone {
  const statuses: PermissionStatus[] = [];
  const devices = new EventTarget();
  const tracks: ReturnType<typeof fakeTrack>[] = [];
  let permission = state;
  let failure: Error | null = null;
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
      async getUserMedia() {
        if (failure) throw failure;
        if (permission !== 'granted') throw mediaError('NotAllowedError', 'Permission denied');
        const track = fakeTrack();
        tracks.push(track);
        return { getTracks: () => [track], getAudioTracks: () => [track] };
      },
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
  };
}
