import { paintAccent } from '../../common/ui/paint-accent.ts';
import type { Keeper } from '../storage/keeper.ts';

/**
 * Draws one of the extension's pages in the company's colour, as the server last told it to any window
 * of the profile, and in that of Lens while nobody is signed in; returns the way to stop.
 */
export function followColour(page: Window, keeper: Pick<Keeper, 'now' | 'subscribe'>): () => void {
  let painted: string | null = null;
  let unpaint = () => {};
  function paint(): void {
    const colour = keeper.now().signIn?.accentColour ?? null;
    if (colour === painted) return;
    unpaint();
    unpaint = colour === null ? () => {} : paintAccent(page, colour);
    painted = colour;
  }
  paint();
  const unsubscribe = keeper.subscribe(paint);
  return () => {
    unsubscribe();
    unpaint();
  };
}
