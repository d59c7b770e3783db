/** A video element's first frame: when it was shown (`performance.now()`), and its size. */
export interface FirstFrame {
  at: number;
  width: number;
  height: number;
}

/**
 * Resolves when `video` shows its first frame from now on. Rejects with the signal's reason. Where
 * the browser does not tell about frames (Firefox before 132), the playing time that moves stands for one.
 */
export function firstFrame(video: HTMLVideoElement, signal?: AbortSignal): Promise<FirstFrame> {
  return new Promise((resolve, reject) => {
    const tells = typeof video.requestVideoFrameCallback === 'function';
    const stop = () => {
      if (tells) video.cancelVideoFrameCallback(handle);
      else video.removeEventListener('timeupdate', moved);
      signal?.removeEventListener('abort', abort);
    };
    const done = (at: number, width: number, height: number) => {
      stop();
      resolve({ at, width, height });
    };
    const abort = () => {
      stop();
      reject(signal?.reason);
    };
    const moved = () => {
      if (video.videoWidth > 0) done(performance.now(), video.videoWidth, video.videoHeight);
    };
    let handle = 0;
    signal?.addEventListener('abort', abort);
    if (tells)
      handle = video.requestVideoFrameCallback((at, { width, height }) => done(at, width, height));
    else video.addEventListener('timeupdate', moved);
    if (signal?.aborted) abort();
  });
}
