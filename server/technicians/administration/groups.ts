import type { Group } from '../../../common/contract/people.ts';
import type { Permissions } from '../../../common/contract/permissions.ts';
import { HttpError } from '../../http/http-error.ts';
import { onePage } from '../../http/page.ts';
import { mustRepeat } from '../../http/wish.ts';
import { SCHEMA_VERSION, type GroupDocument, type Wish } from '../../store/documents.ts';
import { TakenError } from '../../store/store.ts';
import { newId } from '../../tokens.ts';
import { realChange } from './changed-fields.ts';
import { mustHavePowerOver } from './over-administrators.ts';
import type { GroupHandlers, Parts } from './parts.ts';

const shown = ({ _id, revision, name, permissions }: GroupDocument): Group => ({
  id: _id,
  revision,
  name,
  permissions,
});

const asTarget = ({ _id, name }: GroupDocument) => ({ kind: 'group', id: _id, name });

/** The names of what changes, of permissions each one, such as `permissions.sms`. */
function namesOf(before: GroupDocument, change: { permissions?: Permissions }): string[] {
  const { permissions, ...rest } = change;
  const permitted = realChange(before.permissions, permissions ?? {});
  return [...Object.keys(rest), ...Object.keys(permitted).map((name) => `permissions.${name}`)];
}

/** Groups of technicians who may do the same. No two have one name, whatever its case and accents. */
export function groupRoutes({ store, audit }: Parts): GroupHandlers {
  async function one(id: string, revision?: number): Promise<GroupDocument> {
    const group = await store.groups.byId(id);
    if (group === null) throw new HttpError('group_not_found');
    if (revision !== undefined && group.revision !== revision)
      throw new HttpError('changed_meanwhile');
    return group;
  }

  async function madeBefore(wish: Wish | undefined): Promise<Group | null> {
    const group = wish ? await store.groups.byWish(wish.key) : null;
    if (wish === undefined || group === null) return null;
    mustRepeat(wish, group.wish);
    return shown(group);
  }

  return {
    listGroups: ({ query }) =>
      onePage(query, {
        read: (part) => store.groups.list(part),
        placeOf: ({ place }) => place,
        show: shown,
      }),
    async getGroup({ params: { id } }) {
      return shown(await one(id));
    },
    async createGroup({ body, wish, caller: { actor } }) {
      const before = await madeBefore(wish);
      if (before !== null) return before;
      const _id = newId();
      try {
        const group = { _id, schema: SCHEMA_VERSION, revision: 0, ...body };
        await store.groups.insert({ ...group, ...(wish && { wish }) });
      } catch (error) {
        if (!(error instanceof TakenError)) throw error;
        // Two of one wish share the name too: an engine may name either.
        const other = await madeBefore(wish);
        if (other !== null) return other;
        throw error.index === 'name' ? new HttpError('name_taken') : error;
      }
      const group = await one(_id);
      await audit.note({ actor, action: 'group_created', target: asTarget(group) });
      return shown(group);
    },
    async changeGroup({ params: { id }, body, revision, caller }) {
      const { actor } = caller;
      const before = await one(id, revision);
      const change = realChange<GroupDocument>(before, body);
      if (Object.keys(change).length === 0) return shown(before);
      // What an administrator may do by it is changed too.
      if (change.permissions && (await store.technicians.administratorsInGroup(id)) > 0)
        mustHavePowerOver(caller, { role: 'administrator' });
      const changed = await store.groups.change(id, revision, change).catch((error: unknown) => {
        throw error instanceof TakenError ? new HttpError('name_taken') : error;
      });
      if (changed === null) throw new HttpError('changed_meanwhile');
      const names = namesOf(before, change);
      await audit.note({
        actor,
        action: 'group_changed',
        target: asTarget(changed),
        changed: names,
      });
      return shown(changed);
    },
    async deleteGroup({ params: { id }, revision, caller: { actor } }) {
      await one(id, revision);
      if ((await store.technicians.inGroup(id)) > 0) throw new HttpError('group_in_use');
      const removed = await store.groups.remove(id, revision);
      if (removed === null) throw new HttpError('changed_meanwhile');
      // Whoever was put into it meanwhile has seen it there: it comes back as it was.
      if ((await store.technicians.inGroup(id)) > 0) {
        await store.groups.insert(removed);
        throw new HttpError('group_in_use');
      }
      await audit.note({ actor, action: 'group_deleted', target: asTarget(removed) });
    },
  };
}
