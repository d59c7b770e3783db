import type { PasswordLink, TechnicianAccount } from '../../common/contract/people.ts';
import type { Call } from './call.ts';
import { allGroups, groupNamed, technicianNamed } from './named.ts';
import { routeCommand, type RouteCommand } from './route-command.ts';
import { table } from './table.ts';
import { facts, when, yesNo } from './words.ts';

type GroupName = (id: string | null) => string;

/** Says the names of groups; who may not read them, or reads of one that is gone, sees the id. */
async function groupNames(call: Call, of: readonly TechnicianAccount[]): Promise<GroupName> {
  const groups = of.some(({ groupId }) => groupId !== null)
    ? await allGroups(call).catch(() => [])
    : [];
  return (id) => (id === null ? '-' : (groups.find((group) => group.id === id)?.name ?? id));
}

/** What keeps one from working, or that nothing does. */
const standing = ({ disabled, hasPassword }: TechnicianAccount) =>
  disabled ? 'disabled' : hasPassword ? 'active' : 'no password yet';

async function shown(call: Call, technician: TechnicianAccount): Promise<string> {
  const groupName = await groupNames(call, [technician]);
  return facts([
    ['e-mail', technician.email],
    ['name', technician.name],
    ['role', technician.role],
    ['group', groupName(technician.groupId)],
    ['state', standing(technician)],
    ['second factor', yesNo(technician.secondFactor)],
    ['created', when(technician.created)],
    ['id', technician.id],
    ['revision', String(technician.revision)],
  ]);
}

/** What became of a one-time link; one that is shown is shown this once. */
function linkWords({ delivery, url, expires }: PasswordLink): string {
  switch (delivery) {
    case 'shown':
      return `The link to set a password, good once and until ${when(expires)}, shown this once:\n${url}`;
    case 'mailed':
      return `The link to set a password is on its way by e-mail, good until ${when(expires)}.`;
    case 'mail_failed':
      return 'The e-mail with the link could not be sent. Make another one: technicians password-link.';
    case 'not_repeated':
      return 'The link was given the first time. Make another one: technicians password-link.';
  }
}

const one = async (call: Call, named: string) => {
  const { id, revision } = await technicianNamed(call, named);
  return { params: { id }, revision };
};

const decided = (disabled: boolean) =>
  ({
    route: 'changeTechnician',
    said: ['email', 'name', 'role', 'groupId', 'disabled'],
    input: async ({ call }, [named]) => ({ ...(await one(call, named!)), body: { disabled } }),
    show: (technician, { call }) => shown(call, technician),
  }) satisfies Partial<RouteCommand<'changeTechnician'>>;

/** Everything about technicians. */
export const technicianCommands: readonly RouteCommand[] = [
  routeCommand({
    route: 'listTechnicians',
    words: 'list',
    example: 'technicians list --search anna',
    async show({ items }, { call, terminal }) {
      const groupName = await groupNames(call, items);
      return table(
        items,
        [
          ['e-mail', ({ email }) => email],
          ['name', ({ name }) => name],
          ['role', ({ role }) => role],
          ['group', ({ groupId }) => groupName(groupId)],
          ['state', standing],
          ['2nd factor', ({ secondFactor }) => yesNo(secondFactor)],
          ['id', ({ id }) => id],
        ],
        terminal.columns,
      );
    },
  }),
  routeCommand({
    route: 'createTechnician',
    words: 'create <email>',
    example: 'technicians create anna@example.com --name "Anna Meyer"',
    said: ['email'],
    refers: { groupId: async (call, text) => (await groupNamed(call, text)).id },
    input: async (_, [email]) => ({ body: { email } }),
    async show({ technician, link }, { call }) {
      return `${await shown(call, technician)}\n\n${linkWords(link)}`;
    },
  }),
  routeCommand({
    route: 'getTechnician',
    words: 'show <technician>',
    example: 'technicians show anna@example.com',
    input: async ({ call }, [named]) => ({ params: (await one(call, named!)).params }),
    show: (technician, { call }) => shown(call, technician),
  }),
  routeCommand({
    route: 'changeTechnician',
    words: 'change <technician>',
    example: 'technicians change anna@example.com --role administrator',
    refers: { groupId: async (call, text) => (await groupNamed(call, text)).id },
    input: ({ call }, [named]) => one(call, named!),
    show: (technician, { call }) => shown(call, technician),
  }),
  routeCommand({
    ...decided(true),
    words: 'disable <technician>',
    about:
      'Disables a technician: signed out everywhere, and a session of theirs ends, within 2 s.',
    example: 'technicians disable anna@example.com',
  }),
  routeCommand({
    ...decided(false),
    words: 'enable <technician>',
    about: 'Enables a technician who was disabled; the password is as it was.',
    example: 'technicians enable anna@example.com',
  }),
  routeCommand({
    route: 'deleteTechnician',
    words: 'delete <technician>',
    example: 'technicians delete anna@example.com',
    input: ({ call }, [named]) => one(call, named!),
    show: (_answer, _session, [named]) => `${named} is deleted.`,
  }),
  routeCommand({
    route: 'makePasswordLink',
    words: 'password-link <technician>',
    example: '--store technicians password-link anna@example.com',
    input: async ({ call }, [named]) => ({ params: (await one(call, named!)).params }),
    show: linkWords,
  }),
  routeCommand({
    route: 'removeTechnicianSecondFactor',
    words: 'remove-second-factor <technician>',
    example: 'technicians remove-second-factor anna@example.com',
    input: async ({ call }, [named]) => ({ params: (await one(call, named!)).params }),
    show: (technician, { call }) => shown(call, technician),
  }),
];
