import type { Store } from '../store/store.ts';
import type { Step } from './state.ts';

/** `/healthz`: the process is up. `/readyz`: its store answers too, else 503. */
export function answerHealth(store: Pick<Store, 'ping'>): Step {
  return async (context, next) => {
    if (context.path !== '/healthz' && context.path !== '/readyz') return await next();
    context.set('Cache-Control', 'no-store');
    if (context.path === '/readyz') await store.ping();
    context.body = { ok: true };
  };
}
