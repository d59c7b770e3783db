import type { Refusal } from './screen.ts';

/** What asking gave: the tracks that were allowed, and why something is missing. */
export interface Asked {
  video: MediaStreamTrack | null;
  audio: MediaStreamTrack | null;
  refusal: Refusal | null;
}

export interface CameraSource {
  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream>;
  /** The browser's standing answer; null where it does not tell. */
  permission(name: 'camera' | 'microphone'): Promise<PermissionState | null>;
  now(): number;
}

/** Nobody answers a question faster than this (ms): a refusal that does was given before. */
const FASTER_THAN_A_PERSON_MS = 350;

/** The rear camera first: the problem is in front of the customer. */
const video: MediaTrackConstraints = {
  facingMode: { ideal: 'environment' },
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
};
const audio: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};

/**
 * Asks for the camera, and with `sound` for the microphone in the same question. One that is
 * refused does not take the other with it.
 */
export async function askCamera(source: CameraSource, sound: boolean): Promise<Asked> {
  const asked = source.now();
  try {
    return tracksOf(await source.getUserMedia({ video, audio: sound && audio }));
  } catch (error) {
    const answeredBefore = source.now() - asked < FASTER_THAN_A_PERSON_MS;
    const refusal = await reasonOf(error, source, answeredBefore);
    if (!sound || refusal === 'dismissed') return { video: null, audio: null, refusal };
    return oneOfTwo(source, refusal);
  }
}

/** One question was asked for two devices: what is left when one of them cannot be had. */
async function oneOfTwo(source: CameraSource, refusal: Refusal): Promise<Asked> {
  const [camera, microphone] = await Promise.all([
    source.permission('camera'),
    source.permission('microphone'),
  ]);
  const cameraIsLeft = refusal !== 'camera' || (camera !== 'denied' && microphone === 'denied');
  if (cameraIsLeft) {
    const seen = await alone(source, { video });
    if (seen) return { ...seen, refusal: refusal === 'camera' ? 'microphone' : null };
  }
  // A browser that does not tell would ask again for what was just refused.
  const heard = microphone === 'granted' || refusal === 'missing' || refusal === 'busy';
  return { ...((heard && (await alone(source, { audio }))) || nothing), refusal };
}

const nothing: Asked = { video: null, audio: null, refusal: null };

async function alone(
  source: CameraSource,
  constraints: MediaStreamConstraints,
): Promise<Asked | null> {
  try {
    return tracksOf(await source.getUserMedia(constraints));
  } catch {
    return null;
  }
}

function tracksOf(stream: MediaStream): Asked {
  return {
    video: stream.getVideoTracks()[0] ?? null,
    audio: stream.getAudioTracks()[0] ?? null,
    refusal: null,
  };
}

/** The names are those of Media Capture and Streams, section 10.3.6. */
async function reasonOf(
  error: unknown,
  source: CameraSource,
  answeredBefore: boolean,
): Promise<Refusal> {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotFoundError') return 'missing';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  if (name !== 'NotAllowedError' && name !== 'SecurityError') return 'failed';
  const [camera, microphone] = [
    await source.permission('camera'),
    await source.permission('microphone'),
  ];
  const open = camera === 'prompt' && microphone !== 'denied';
  return open && !answeredBefore ? 'dismissed' : 'camera';
}
