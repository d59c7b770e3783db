import type { OwnCamera } from './own-camera.svelte.ts';

/** How often what the phone has taken is tried to be had again, in ms, while the page is seen. */
const TRY_EVERY_MS = 2_000;

/**
 * Brings picture and sound back by themselves when a telephone call or another app has ended: on
 * coming back to the page, and every 2 s while it is seen. Returns the way to stop.
 */
export function keepMending(camera: Pick<OwnCamera, 'mend'>, page: Document): () => void {
  const look = () => {
    if (page.visibilityState === 'visible') void camera.mend();
  };
  const timer = setInterval(look, TRY_EVERY_MS);
  page.addEventListener('visibilitychange', look);
  return () => {
    clearInterval(timer);
    page.removeEventListener('visibilitychange', look);
  };
}
