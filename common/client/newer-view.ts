import type { SessionView } from '../contract/views.ts';

/**
 * The newer of two views of one session: the higher revision, and of the same revision the one that
 * the server said later (presence changes without a revision). Answers and events cross on the way.
 */
export function newerView<View extends SessionView>(known: View | null, other: View): View {
  if (!known || known.id !== other.id) return other;
  if (known.revision !== other.revision) return known.revision > other.revision ? known : other;
  return other.now >= known.now ? other : known;
}
