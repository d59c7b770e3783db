import { HttpError } from './http-error.ts';
import type { Step } from './state.ts';

/** Refuses a request line such as `GET http://`, which has no path: Koa gives null for one. */
export const requirePath: Step = async (context, next) => {
  if ((context.path as string | null) === null) throw new HttpError('not_found');
  await next();
};
