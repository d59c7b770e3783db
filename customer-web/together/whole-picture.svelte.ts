import type { Paper } from '../../common/showing/drawing/paper.ts';
import { LIVE } from '../../common/showing/said.ts';

/** How long the whole picture stays after the last mark has gone, in ms: the next one often follows. */
const STAYS_MS = 10_000;

/**
 * Whether the live picture is shown whole. Edge to edge it is cropped, while the technician sees all
 * of it: a mark beside the crop would be seen by nobody here. So from the first mark on it is whole,
 * at once and without motion, for what is pointed at must not move away.
 */
export class WholePicture {
  needed = $state(false);

  constructor(paper: () => Paper | null) {
    $effect(() => {
      const drawnOn = paper();
      if (!drawnOn) return;
      let later: ReturnType<typeof setTimeout> | undefined;
      let frame: number | undefined;
      const look = () => {
        frame = undefined;
        if (!drawnOn.isEmpty(LIVE)) {
          clearTimeout(later);
          later = undefined;
          this.needed = true;
        } else {
          later ??= setTimeout(() => (this.needed = false), STAYS_MS);
        }
      };
      look();
      // Many messages may come between two pictures.
      const stop = drawnOn.subscribe(() => (frame ??= requestAnimationFrame(look)));
      return () => {
        stop();
        if (frame !== undefined) cancelAnimationFrame(frame);
        clearTimeout(later);
        this.needed = false;
      };
    });
  }
}
