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
          id: '001767268800000-00112233445566ff',
          at: NOON,
          actor: { kind: 'technician', ...administrator },
          action: 'technician_changed',
          target: { kind: 'technician', id: idOf('a'), name: 'Anna Martin' },
          changed: ['disabled'],
        },
      ],
      next: 'MDAxNzY3MjY4ODAwMDAwLTAwMTEyMjMzNDQ1NTY2ZmY',
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
