import type { DeviceSource } from '../../../common/call/media-devices.ts';
import { ImitatedStream, ImitatedTrack } from './track.ts';

/** What the person and the browser say to one device, or what is wrong with it. */
export type Answer = 'granted' | 'denied' | 'asks' | 'dismisses' | 'missing' | 'busy';

/** A phone's devices: what they answer may be changed while a test runs. */
export interface ImitatedDevices extends DeviceSource {
  camera: Answer;
  microphone: Answer;
  /** Does the browser tell its permissions at all? */
  tells: boolean;
  /** What was asked for, in order: `camera`, `camera+microphone`. */
  asked: string[];
  tracks: ImitatedTrack[];
  /** The phone's cameras as the browser lists them; the one it opens first for "environment". */
  cameras: { deviceId: string; label: string }[];
  first: string | undefined;
  /** Cameras that cannot be opened for now. */
  held: Set<string>;
  /** How many cameras were ever open at the same time. */
  mostOpen: number;
}

/** A MediaTrackConstraints' wish for one camera and no other. */
const exactly = (wish: MediaTrackConstraints) => wish.deviceId as { exact: string } | undefined;

const failure: Partial<Record<Answer, [string, string]>> = {
  denied: ['NotAllowedError', 'Permission denied'],
  dismisses: ['NotAllowedError', 'Permission dismissed'],
  missing: ['NotFoundError', 'Requested device not found'],
  busy: ['NotReadableError', 'Could not start video source'],
};

/** A phone whose person allows everything when asked, unless told. */
export function imitateDevices(camera: Answer = 'asks', microphone = camera): ImitatedDevices {
  const devices: ImitatedDevices = {
    camera,
    microphone,
    tells: true,
    asked: [],
    tracks: [],
    cameras: [],
    first: undefined,
    held: new Set(),
    mostOpen: 0,
    mediaDevices: {
      async getUserMedia(constraints) {
        const kinds = [
          constraints?.video && ('camera' as const),
          constraints?.audio && ('microphone' as const),
        ].filter((kind) => kind !== false && kind !== undefined);
        devices.asked.push(kinds.join('+'));
        for (const kind of kinds) {
          const wrong = failure[devices[kind as 'camera']];
          // jsdom's DOMException is no Error, as a browser's is.
          if (wrong) throw Object.assign(new Error(wrong[1]), { name: wrong[0] });
        }
        const wish =
          typeof constraints?.video === 'object' ? exactly(constraints.video) : undefined;
        const deviceId = wish?.exact ?? devices.first;
        if (kinds.includes('camera') && deviceId && devices.held.has(deviceId))
          throw Object.assign(new Error('Could not start'), { name: 'NotReadableError' });
        const tracks = kinds.map((kind) =>
          kind === 'camera' ? new ImitatedTrack('video', { deviceId }) : new ImitatedTrack('audio'),
        );
        devices.tracks.push(...tracks);
        const open = devices.tracks.filter((track) => track.kind === 'video' && track.isOpen);
        devices.mostOpen = Math.max(devices.mostOpen, open.length);
        return new ImitatedStream(tracks) as unknown as MediaStream;
      },
      enumerateDevices: async () =>
        devices.cameras.map(
          (camera) => ({ ...camera, kind: 'videoinput', groupId: '' }) as MediaDeviceInfo,
        ),
    },
    permissions: {
      async query({ name }) {
        if (!devices.tells) throw new TypeError('not a permission');
        const answer = devices[name as 'camera' | 'microphone'];
        const state = answer === 'granted' || answer === 'denied' ? answer : 'prompt';
        return { state } as PermissionStatus;
      },
    },
  };
  return devices;
}
