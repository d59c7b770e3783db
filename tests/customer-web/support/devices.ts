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
}

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
        const tracks = kinds.map(
          (kind) => new ImitatedTrack(kind === 'camera' ? 'video' : 'audio'),
        );
        devices.tracks.push(...tracks);
        return new ImitatedStream(tracks) as unknown as MediaStream;
      },
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
