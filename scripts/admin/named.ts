import * as v from 'valibot';
import { Id } from '../../common/contract/fields.ts';
import type { ApiToken } from '../../common/contract/administration.ts';
import type { Group, TechnicianAccount } from '../../common/contract/people.ts';
import type { Call } from './call.ts';
import { refused } from './exits.ts';
import { followPages } from './pages.ts';

/** The longest text that can be searched for. */
const LONGEST_SEARCH = 100;

const isId = (text: string) => v.is(Id, text);
const same = (one: string, other: string) =>
  one.localeCompare(other, undefined, { sensitivity: 'base' }) === 0;

/** The technician whose address or id this is. Throws `technician_not_found`. */
export async function technicianNamed(call: Call, named: string): Promise<TechnicianAccount> {
  if (isId(named)) return await call('getTechnician', { params: { id: named } });
  const email = named.trim().toLowerCase();
  const { items } = await followPages(
    (query) =>
      call('listTechnicians', { query: { ...query, search: email.slice(0, LONGEST_SEARCH) } }),
    { all: true },
  );
  const found = items.find((each) => each.email === email);
  if (!found) throw refused(`There is no technician "${named}".`, 'technician_not_found');
  return found;
}

export const allGroups = async (call: Call): Promise<Group[]> =>
  (await followPages((query) => call('listGroups', { query }), { all: true })).items;

/** The group whose name or id this is. Throws `group_not_found`. */
export async function groupNamed(call: Call, named: string): Promise<Group> {
  if (isId(named)) return await call('getGroup', { params: { id: named } });
  const found = (await allGroups(call)).find(({ name }) => same(name, named));
  if (!found) throw refused(`There is no group "${named}".`, 'group_not_found');
  return found;
}

/** The API token whose name or id this is; a name that several have is none. */
export async function tokenNamed(call: Call, named: string): Promise<Pick<ApiToken, 'id'>> {
  if (isId(named)) return { id: named };
  const { items } = await followPages((query) => call('listApiTokens', { query }), { all: true });
  const found = items.filter(({ name }) => same(name, named));
  if (found.length > 1)
    throw refused(
      `${found.length} API tokens are called "${named}". Say the id of one: ${found.map(({ id }) => id).join(', ')}`,
    );
  if (found.length === 0) throw refused(`There is no API token "${named}".`, 'api_token_not_found');
  return found[0]!;
}
