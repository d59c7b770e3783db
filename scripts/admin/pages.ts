import { MOST_ON_A_PAGE } from '../../common/contract/administration.ts';

/** How much of a list is wanted: so many items, all of them, or one page of the server's own length. */
export interface Extent {
  limit?: number;
  all?: boolean;
  cursor?: string;
}

interface Page<Item> {
  items: Item[];
  next: string | null;
}

/** Reads pages of a list until there is enough of it. `next` goes on after what is given. */
export async function followPages<Item>(
  read: (query: { cursor?: string; limit?: string }) => Promise<Page<Item>>,
  { limit, all = false, cursor }: Extent,
): Promise<Page<Item>> {
  const wanted = all ? Infinity : limit;
  const items: Item[] = [];
  let next: string | null = cursor ?? null;
  do {
    const size: { limit?: string } =
      wanted === undefined
        ? {}
        : { limit: String(Math.min(wanted - items.length, MOST_ON_A_PAGE)) };
    const page: Page<Item> = await read({ ...(next !== null && { cursor: next }), ...size });
    items.push(...page.items);
    next = page.next;
  } while (next !== null && wanted !== undefined && items.length < wanted);
  return { items, next };
}
