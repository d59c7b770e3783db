import type { RemoteMedia } from './terms.ts';

/** Nothing is to be seen or heard. */
export const noMedia: RemoteMedia = { picture: null, sound: null };

/** A stream of `track` alone; the one there is, where it holds that track already or there is no other. */
function streamOf(
  track: MediaStreamTrack | undefined,
  now: MediaStream | null,
): MediaStream | null {
  return !track || now?.getTracks()[0] === track ? now : new MediaStream([track]);
}

/**
 * What of `stream` is to be seen and heard. Its tracks come one by one, and whatever stood `now`
 * stays until there is another: the very same object where nothing changed, so that no element is
 * given its stream twice.
 */
export function remoteMedia(stream: MediaStream | null, now: RemoteMedia): RemoteMedia {
  const picture = streamOf(stream?.getVideoTracks()[0], now.picture);
  const sound = streamOf(stream?.getAudioTracks()[0], now.sound);
  return picture === now.picture && sound === now.sound ? now : { picture, sound };
}
