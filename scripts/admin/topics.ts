import { groupCommands } from './groups.ts';
import { auditCommands, sessionCommands, tokenCommands } from './operation.ts';
import type { RouteCommand } from './route-command.ts';
import { settingCommands } from './settings.ts';
import { technicianCommands } from './technicians.ts';

/** A topic: its commands, a sentence about it, and an example. */
interface Topic {
  words: string;
  about: string;
  commands: readonly RouteCommand[];
}

/** What an administrator does, topic by topic. */
export const topics: readonly Topic[] = [
  {
    words: 'technicians',
    about: 'Who may sign in: list, create, change, disable, delete; lost passwords.',
    commands: technicianCommands,
  },
  { words: 'groups', about: 'What technicians may do.', commands: groupCommands },
  {
    words: 'settings',
    about: "The company's name, logo and licence, ways of inviting, times, retention.",
    commands: settingCommands,
  },
  { words: 'sessions', about: 'Live sessions: list and end them.', commands: sessionCommands },
  { words: 'audit', about: 'Who changed what and when.', commands: auditCommands },
  { words: 'tokens', about: 'API tokens, for scripts.', commands: tokenCommands },
];
