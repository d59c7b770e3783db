import { createSubscriber } from 'svelte/reactivity';
import type {
  TechnicianShowing,
  TechnicianShowingView,
} from '../../../common/showing/technician.ts';

/** What a showing shows now: where it is read in a template or an effect, each change is followed. */
export function followed(
  showing: Pick<TechnicianShowing, 'view' | 'subscribe'>,
): () => TechnicianShowingView {
  const hear = createSubscriber(showing.subscribe);
  return () => {
    hear();
    return showing.view();
  };
}
