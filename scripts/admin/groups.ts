import type { Group } from '../../common/contract/people.ts';
import type { Call } from './call.ts';
import { groupNamed } from './named.ts';
import { routeCommand, type RouteCommand } from './route-command.ts';
import { table } from './table.ts';
import { allowed, facts } from './words.ts';

const shown = ({ name, permissions, id, revision }: Group) =>
  facts([
    ['name', name],
    ['may', allowed(permissions)],
    ['id', id],
    ['revision', String(revision)],
  ]);

const one = async (call: Call, named: string) => {
  const { id, revision } = await groupNamed(call, named);
  return { params: { id }, revision };
};

/** Everything about groups: what technicians may do. */
export const groupCommands: readonly RouteCommand[] = [
  routeCommand({
    route: 'listGroups',
    words: 'list',
    example: 'groups list',
    show: ({ items }, { terminal }) =>
      table(
        items,
        [
          ['name', ({ name }) => name],
          ['may', ({ permissions }) => allowed(permissions)],
          ['id', ({ id }) => id],
        ],
        terminal.columns,
      ),
  }),
  routeCommand({
    route: 'createGroup',
    words: 'create <name>',
    example: 'groups create Support --may startSessions,link,qr',
    said: ['name'],
    input: async (_, [name]) => ({ body: { name } }),
    show: shown,
  }),
  routeCommand({
    route: 'getGroup',
    words: 'show <group>',
    example: 'groups show Support',
    input: async ({ call }, [named]) => ({ params: (await one(call, named!)).params }),
    show: shown,
  }),
  routeCommand({
    route: 'changeGroup',
    words: 'change <group>',
    example: 'groups change Support --may all',
    input: ({ call }, [named]) => one(call, named!),
    show: shown,
  }),
  routeCommand({
    route: 'deleteGroup',
    words: 'delete <group>',
    example: 'groups delete Support',
    input: ({ call }, [named]) => one(call, named!),
    show: (_answer, _session, [named]) => `The group ${named} is deleted.`,
  }),
];
