import type { ListPart } from '../store/store.ts';
import { HttpError } from './http-error.ts';

/** Where a list goes on, as a text that means nothing to whoever gets it. */
const asCursor = (place: string) => Buffer.from(place, 'utf8').toString('base64url');

function placeOfCursor(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString('utf8');
  if (asCursor(place) !== cursor) throw new HttpError('invalid_input', { field: 'cursor' });
  return place;
}

/**
 * One page of a list, and the cursor of the page after it. `read` gives what comes after a place, in
 * the list's order; `placeOf` says where an item stands. Throws `invalid_input` for a cursor that this
 * server has not made.
 */
export async function onePage<Item, Shown>(
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  list: {
    read(part: ListPart): Promise<Item[]>;
    placeOf(item: Item): string;
    show(item: Item): Shown | Promise<Shown>;
  },
): Promise<{ items: Shown[]; next: string | null }> {
  const after = cursor === undefined ? {} : { after: placeOfCursor(cursor) };
  // One more than is asked for says whether there is another page.
  const found = await list.read({ ...after, limit: limit + 1 });
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return {
    items: await Promise.all(items.map((item) => list.show(item))),
    next: last === undefined ? null : asCursor(list.placeOf(last)),
  };
}
