import { HttpError } from './http-error.ts';
import type { Step } from './state.ts';

/** Answers what nothing before it did: an unknown path, or a method that its path does not have. */
export const answerNoRoute: Step = (context) => {
  // The router notes here the routes of this path, of whatever method.
  const { matched = [] } = context as unknown as { matched?: { methods: string[] }[] };
  const methods = matched.flatMap((layer) => layer.methods);
  if (methods.length === 0) throw new HttpError('not_found');
  context.set('Allow', [...new Set(methods)].join(', '));
  if (context.method !== 'OPTIONS') throw new HttpError('method_not_allowed');
  context.status = 204;
};
