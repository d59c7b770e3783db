import * as v from 'valibot';
import {
  ApiToken,
  AuditEntry,
  LiveSession,
  NewApiToken,
  PageQuery,
  pageOf,
} from '../administration.ts';
import { Id } from '../fields.ts';
import { noParams, nothing, route, session } from './route.ts';

export const listSessions = route({
  method: 'GET',
  path: '/api/sessions',
  caller: 'administrator',
  scope: 'sessions:read',
  summary:
    'Lists the sessions that are not over, the newest first, with nothing of their customers.',
  params: noParams,
  query: PageQuery,
  body: nothing,
  answer: pageOf(LiveSession),
  errors: [],
});

export const closeSession = route({
  method: 'DELETE',
  path: '/api/sessions/:id',
  caller: 'administrator',
  scope: 'sessions:end',
  summary: 'Ends a session from outside; both sides are told. Ending it again is no error.',
  params: session,
  body: nothing,
  answer: nothing,
  errors: ['session_not_found'],
});

export const listAudit = route({
  method: 'GET',
  path: '/api/audit',
  caller: 'administrator',
  scope: 'audit:read',
  summary: 'Who changed what and when, the newest first. Nothing in it is ever changed or removed.',
  params: noParams,
  query: PageQuery,
  body: nothing,
  answer: pageOf(AuditEntry),
  errors: [],
});

export const listApiTokens = route({
  method: 'GET',
  path: '/api/api-tokens',
  caller: 'administrator',
  summary: 'Lists the API tokens, without their secrets.',
  params: noParams,
  query: PageQuery,
  body: nothing,
  answer: pageOf(ApiToken),
  errors: [],
});

export const createApiToken = route({
  method: 'POST',
  path: '/api/api-tokens',
  caller: 'administrator',
  fresh: true,
  once: true,
  summary: 'Makes an API token for a script. It is told this once.',
  params: noParams,
  body: NewApiToken,
  answer: v.object({
    apiToken: ApiToken,
    /** Null in the answer to a request that was sent before with its key. */
    token: v.nullable(v.string()),
  }),
  errors: ['key_reused'],
});

export const revokeApiToken = route({
  method: 'DELETE',
  path: '/api/api-tokens/:id',
  caller: 'administrator',
  summary: 'Revokes an API token: it is worthless from then on.',
  params: v.object({ id: Id }),
  body: nothing,
  answer: nothing,
  errors: ['api_token_not_found'],
});
