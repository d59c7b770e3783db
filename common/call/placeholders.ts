/**
 * Tracks that stand for camera and microphone while a connection is negotiated, so that the real
 * ones can be put in later without negotiating again. They send nothing: the canvas is never
 * captured (a frame rate of 0 waits for a request that never comes), the sound has no source.
 */
export interface Placeholders {
  stream: MediaStream;
  /** Stops both tracks and the audio context behind one of them; again, it does nothing. */
  stop(): void;
}

/** A new pair of placeholders. */
export function createPlaceholders(): Placeholders {
  const canvas = document.createElement('canvas');
  // Firefox refuses to capture a canvas that has no context yet.
  canvas.getContext('2d');
  const audio = new AudioContext();
  const stream = new MediaStream([
    ...canvas.captureStream(0).getVideoTracks(),
    ...audio.createMediaStreamDestination().stream.getAudioTracks(),
  ]);
  return {
    stream,
    stop() {
      for (const track of stream.getTracks()) track.stop();
      if (audio.state !== 'closed') void audio.close();
    },
  };
}
