import type { ApiToken } from '../../common/contract/administration.ts';
import { actorWords, personWords, targetWords } from './actor.ts';
import { tokenNamed } from './named.ts';
import { routeCommand, type RouteCommand } from './route-command.ts';
import { table } from './table.ts';
import { facts, when } from './words.ts';

/** Everything about live sessions. */
export const sessionCommands: readonly RouteCommand[] = [
  routeCommand({
    route: 'listSessions',
    words: 'list',
    example: 'sessions list',
    show: ({ items }, { terminal }) =>
      table(
        items,
        [
          ['technician', ({ technician }) => personWords(technician)],
          ['state', ({ state }) => state],
          ['opened', ({ created }) => when(created)],
          ['started', ({ started }) => when(started)],
          ['id', ({ id }) => id],
        ],
        terminal.columns,
      ),
  }),
  routeCommand({
    route: 'closeSession',
    words: 'end <session>',
    example: 'sessions end 0123456789abcdef0123456789abcdef',
    input: async (_, [id]) => ({ params: { id: id! } }),
    show: () => 'The session has ended.',
  }),
];

/** The audit log. */
export const auditCommands: readonly RouteCommand[] = [
  routeCommand({
    route: 'listAudit',
    words: 'list',
    example: 'audit list --limit 100',
    show: ({ items }, { terminal }) =>
      table(
        items,
        [
          ['when', ({ at }) => when(at)],
          ['who', ({ actor }) => actorWords(actor)],
          ['what', ({ action }) => action],
          ['whom', targetWords],
          ['changed', ({ changed }) => changed.join(',')],
        ],
        terminal.columns,
      ),
  }),
];

const shownToken = (token: ApiToken) =>
  facts([
    ['name', token.name],
    ['scopes', token.scopes.join(',')],
    ['expires', when(token.expires)],
    ['id', token.id],
  ]);

/** API tokens, for scripts. */
export const tokenCommands: readonly RouteCommand[] = [
  routeCommand({
    route: 'listApiTokens',
    words: 'list',
    example: 'tokens list',
    show: ({ items }, { terminal }) =>
      table(
        items,
        [
          ['name', ({ name }) => name],
          ['scopes', ({ scopes }) => scopes.join(',')],
          ['made by', ({ createdBy }) => personWords(createdBy)],
          ['expires', ({ expires }) => when(expires)],
          ['last used', ({ seen }) => when(seen)],
          ['id', ({ id }) => id],
        ],
        terminal.columns,
      ),
  }),
  routeCommand({
    route: 'createApiToken',
    words: 'create <name>',
    example: 'tokens create nightly --scopes audit:read --days 90',
    said: ['name'],
    input: async (_, [name]) => ({ body: { name } }),
    show: ({ apiToken, token }) =>
      `${shownToken(apiToken)}\n\n${
        token === null
          ? 'The token was told the first time. Revoke this one, and make another.'
          : `The token, shown this once:\n${token}`
      }`,
  }),
  routeCommand({
    route: 'revokeApiToken',
    words: 'revoke <token>',
    example: 'tokens revoke "nightly report"',
    input: async ({ call }, [named]) => ({ params: { id: (await tokenNamed(call, named!)).id } }),
    show: (_answer, _session, [named]) => `The API token ${named} is revoked.`,
  }),
];
