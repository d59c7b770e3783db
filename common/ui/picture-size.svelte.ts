import type { Size } from '../showing/place.ts';

const changes = ['loadedmetadata', 'resize', 'emptied'] as const;

/**
 * The own size of a video's picture, 0 by 0 while there is none. Turning the phone changes it in the
 * middle of a call. Made while a component is set up, and stopped with it.
 */
export class PictureSize {
  current: Size = $state.raw({ width: 0, height: 0 });

  constructor(video: () => HTMLVideoElement | undefined) {
    $effect(() => {
      const element = video();
      if (!element) return;
      const look = () => {
        this.current = { width: element.videoWidth, height: element.videoHeight };
      };
      look();
      for (const change of changes) element.addEventListener(change, look);
      return () => {
        for (const change of changes) element.removeEventListener(change, look);
      };
    });
  }
}
