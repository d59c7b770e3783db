import type { Route } from '../../common/contract/routes.ts';
import { HttpError } from './http-error.ts';
import type { Context } from './state.ts';

/**
 * The revision that a guarded change was decided on, by `If-Match` (RFC 9110, 13.1.1) or by the body;
 * the header wins. A weak tag counts too, though the RFC compares strongly: a proxy that compresses makes
 * tags weak, and a revision is that of what is said, not of its bytes. 0 on other routes. Throws
 * `revision_needed`, and `invalid_input` for another tag than one of ours.
 */
export function revisionOf(route: Route, context: Context, body: unknown): number {
  if (!route.guarded) return 0;
  const tag = context.get('If-Match');
  const { revision } = (body ?? {}) as { revision?: number };
  if (tag === '') {
    if (revision === undefined) throw new HttpError('revision_needed');
    return revision;
  }
  const [, named] = /^(?:W\/)?"?(\d{1,9})"?$/.exec(tag) ?? [];
  if (named === undefined) throw new HttpError('invalid_input', { field: 'If-Match' });
  return Number(named);
}

/** Says the revision of the thing that is answered, for the `If-Match` of its next change. */
export function tellRevision(context: Context, answer: unknown): void {
  const { revision } = (answer ?? {}) as { revision?: unknown };
  if (typeof revision === 'number') context.set('ETag', `"${revision}"`);
}
