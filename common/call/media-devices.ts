/** The two devices a person is asked for. */
export type DeviceKind = 'camera' | 'microphone';

/**
 * Why a device could not be had (W3C Media Capture and Streams, 10.2, getUserMedia's errors).
 * - `refused`: the person, or a policy, said no; the browser will not ask again by itself.
 * - `dismissed`: the question was closed without an answer; it may be asked again.
 * - `no_device`: there is none. - `in_use`: it is there and cannot be opened: another program, a
 *   telephone call, the system. - `insecure`: not `https` nor `localhost`.
 * - `unsupported`: this browser has no camera for pages (many in-app browsers). - `failed`: else.
 */
export type DeviceCause =
  'refused' | 'dismissed' | 'no_device' | 'in_use' | 'insecure' | 'unsupported' | 'failed';

/** A device's track, or why there is none; `detail` is the browser's own word, for "Details". */
export type DeviceAnswer =
  { track: MediaStreamTrack; cause: null } | { track: null; cause: DeviceCause; detail: string };

/**
 * The rear camera first; 720p30 reads a label at arm's length and is encoded by any phone's hardware.
 * Chromium lets a page zoom only where it has asked for that with the camera; others let it anyway.
 */
export const cameraConstraints: MediaTrackConstraints & { zoom: boolean } = {
  zoom: true,
  facingMode: { ideal: 'environment' },
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
};

/** A voice beside a loudspeaker: without echo cancellation each hears themselves. */
export const microphoneConstraints: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};

const causes: Readonly<Record<string, DeviceCause>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'no_device',
  OverconstrainedError: 'no_device',
  NotReadableError: 'in_use',
  // Firefox's name for a device that another program holds.
  AbortError: 'in_use',
};

/** The named cause of a getUserMedia rejection. */
export function causeOf(error: unknown): DeviceCause {
  if (!(error instanceof Error)) return 'failed';
  // Chromium's only sign that the question was closed rather than answered.
  if (error.name === 'NotAllowedError' && /dismissed/i.test(error.message)) return 'dismissed';
  return causes[error.name] ?? 'failed';
}

function without(cause: DeviceCause, error?: unknown): DeviceAnswer {
  return {
    track: null,
    cause,
    detail: error instanceof Error ? `${error.name}: ${error.message}` : '',
  };
}

const isCamera = (track: MediaStreamTrack) => track.kind === 'video';

/** What a test, or an unusual place, supplies in the browser's stead. */
export interface DeviceSource {
  mediaDevices?: Pick<MediaDevices, 'getUserMedia'> &
    Partial<Pick<MediaDevices, 'enumerateDevices'>>;
  permissions?: Pick<Permissions, 'query'>;
  isSecureContext?: boolean;
}

/** A device's permission as far as the browser tells; `prompt` where it does not. */
async function permissionOf(kind: DeviceKind, source: DeviceSource): Promise<PermissionState> {
  try {
    return (await source.permissions!.query({ name: kind as PermissionName })).state;
  } catch {
    return 'prompt';
  }
}

/**
 * Asks for devices, both in one question where both are wanted. Where that fails, each is tried
 * alone, so that a missing or refused one does not take the other with it; whoever was already
 * answered is not asked again. `microphone` says which one, and how, where that is not left open.
 */
export async function openDevices<Kind extends DeviceKind>(
  wanted: readonly Kind[],
  source: DeviceSource = {
    mediaDevices: navigator.mediaDevices,
    permissions: navigator.permissions,
    isSecureContext: globalThis.isSecureContext,
  },
  microphone: MediaTrackConstraints = microphoneConstraints,
): Promise<Record<Kind, DeviceAnswer>> {
  const all = (answer: DeviceAnswer) =>
    Object.fromEntries(wanted.map((kind) => [kind, answer])) as Record<Kind, DeviceAnswer>;
  const { mediaDevices } = source;
  if (source.isSecureContext === false) return all(without('insecure'));
  if (!mediaDevices?.getUserMedia) return all(without('unsupported'));

  const ask = async (kinds: readonly DeviceKind[]) => {
    const stream = await mediaDevices.getUserMedia({
      video: kinds.includes('camera') && cameraConstraints,
      audio: kinds.includes('microphone') && microphone,
    });
    return stream.getTracks();
  };
  const alone = async (kind: DeviceKind): Promise<DeviceAnswer> => {
    try {
      const [track] = await ask([kind]);
      return track ? { track, cause: null } : without('failed');
    } catch (error) {
      return without(causeOf(error), error);
    }
  };

  if (wanted.length === 1) return all(await alone(wanted[0]!));
  let failure: unknown;
  try {
    const tracks = await ask(wanted);
    const answers = wanted.map((kind) => {
      const track = tracks.find((candidate) => isCamera(candidate) === (kind === 'camera'));
      return [kind, track ? { track, cause: null } : without('failed')] as const;
    });
    return Object.fromEntries(answers) as Record<Kind, DeviceAnswer>;
  } catch (error) {
    failure = error;
  }
  const cause = causeOf(failure);
  if (cause === 'dismissed') return all(without(cause, failure));
  const states = await Promise.all(wanted.map((kind) => permissionOf(kind, source)));
  // One device that was denied before takes both with it, with nobody asked about the other.
  const unasked = states.includes('denied') ? ['granted', 'prompt'] : ['granted'];
  const answers = {} as Record<Kind, DeviceAnswer>;
  // One after the other: two questions at once hide each other.
  for (const [index, kind] of wanted.entries()) {
    const asked = cause === 'refused' && !unasked.includes(states[index]!);
    answers[kind] = asked ? without(cause, failure) : await alone(kind);
  }
  return answers;
}

/** Calls `ended` once when the device is taken away: unplugged, permission ended, a telephone call. Returns the way to stop. */
export function whenEnded(track: MediaStreamTrack, ended: () => void): () => void {
  track.addEventListener('ended', ended, { once: true });
  return () => track.removeEventListener('ended', ended);
}
