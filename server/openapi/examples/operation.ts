import type { ApiToken } from '../../../common/contract/administration.ts';
import type { Examples } from '../example.ts';
import { idOf, minutesAfterNoon, NOON, tokenOf } from './people.ts';

const administrator = { id: idOf('b'), name: 'Benoît Leroy' };

const apiToken: ApiToken = {
  id: idOf('7'),
  name: 'Onboarding script',
  scopes: ['technicians:read', 'technicians:write'],
  created: NOON,
  createdBy: administrator,
  expires: minutesAfterNoon(90 * 24 * 60),
  seen: null,
};

/** A line of the audit log: its time, its number in that server's life, and what is random. */
const lineId = `00${NOON}-0000000007-00112233445566ff`;

/** Examples of what an administrator does while the service runs. */
export const operationExamples = {
  listSessions: {
    query: { limit: '50' },
    answer: {
      items: [
        {
          id: idOf('5'),
          revision: 9,
          state: 'active',
          technician: { id: idOf('a'), name: 'Anna Martin' },
          created: NOON,
          started: minutesAfterNoon(4),
        },
      ],
      next: null,
    },
  },
  closeSession: { params: { id: idOf('5') } },
  listAudit: {
    query: { limit: '1' },
    answer: {
      items: [
        {
          id: lineId,
          at: NOON,
          actor: { kind: 'technician', ...administrator },
          action: 'technician_disabled',
          target: { kind: 'technician', id: idOf('a'), name: 'Anna Martin' },
          changed: [],
        },
      ],
      next: Buffer.from(lineId).toString('base64url'),
    },
  },
  listApiTokens: { query: { limit: '50' }, answer: { items: [apiToken], next: null } },
  createApiToken: {
    body: {
      name: 'Onboarding script',
      scopes: ['technicians:read', 'technicians:write'],
      days: 90,
    },
    answer: { apiToken, token: tokenOf('a') },
  },
  revokeApiToken: { params: { id: idOf('7') } },
} satisfies Partial<Examples>;
