import type { MicrophoneAccess } from '../../../extension/panel/microphone/microphone.svelte.ts';

/** A microphone's track that can be taken away, as by an unplugged headset. */
export function fakeTrack(): MediaStreamTrack & { takeAway(): void } {
  const events = new EventTarget();
  let readyState = 'live';
  return Object.assign(events, {
    kind: 'audio',
    enabled: true,
    get readyState() {
      return readyState;
    },
    stop: () => (readyState = 'ended'),
    takeAway() {
      readyState = 'ended';
      events.dispatchEvent(new Event('ended'));
    },
  }) as unknown as MediaStreamTrack & { takeAway(): void };
}

/** A browser's microphone, whose permission and devices a test changes. */
export interface FakeMicrophone extends MicrophoneAccess {
  setPermission(state: PermissionState): void;
  /** What getUserMedia rejects with from now on; null to give tracks again. */
  fail(error: DOMException | null): void;
  plugIn(): void;
  tracks: ReturnType<typeof fakeTrack>[];
}

export function fakeMicrophone(state: PermissionState = 'granted'): FakeMicrophone {
  const statuses: PermissionStatus[] = [];
  const devices = new EventTarget();
  const tracks: ReturnType<typeof fakeTrack>[] = [];
  let permission = state;
  let failure: DOMException | null = null;
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
        if (permission !== 'granted')
          throw new DOMException('Permission denied', 'NotAllowedError');
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
