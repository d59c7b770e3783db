import type { Store } from '../store/store.ts';
import { HttpError } from './http-error.ts';
import type { Step } from './state.ts';

/** When whoever asks a server that stops may try again, in seconds: by then another one answers. */
export const STOPPING_RETRY_SECONDS = 5;

/** `/healthz`: the process is up. `/readyz`: it is not stopping, and its store answers; else 503. */
export function answerHealth(store: Pick<Store, 'ping'>, isStopping: () => boolean): Step {
  return async (context, next) => {
    if (context.path !== '/healthz' && context.path !== '/readyz') return await next();
    context.set('Cache-Control', 'no-store');
    if (context.path === '/readyz') {
      if (isStopping())
        throw new HttpError('server_stopping', { retryAfterSeconds: STOPPING_RETRY_SECONDS });
      await store.ping();
    }
    context.body = { ok: true };
  };
}
