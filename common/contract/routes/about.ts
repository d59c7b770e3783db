import * as v from 'valibot';
import { LanguageSchema, Licence, ServerInfo } from '../views.ts';
import { noParams, nothing, route } from './route.ts';

export const serverInfo = route({
  method: 'GET',
  path: '/api/info',
  caller: 'anyone',
  summary: 'What this server is, and what it can do.',
  params: noParams,
  body: nothing,
  answer: ServerInfo,
  errors: [],
});

export const licence = route({
  method: 'GET',
  path: '/api/licence/:language',
  caller: 'anyone',
  summary: 'The licence that a customer accepts, in one language.',
  params: v.object({ language: LanguageSchema }),
  body: nothing,
  answer: Licence,
  errors: [],
});
