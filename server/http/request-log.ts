import type { Logger } from 'pino';
import type { Step } from './state.ts';

/** Writes one line a request: no address, no header, no query, no body, and no id from its path. */
export function logRequests(log: Logger): Step {
  return async (context, next) => {
    if (!log.isLevelEnabled('debug')) return await next();
    const began = performance.now();
    await next();
    const { _matchedRoute: route } = context as unknown as { _matchedRoute?: string };
    log.debug(
      {
        requestId: context.state.requestId,
        method: context.method,
        route: route === undefined ? 'other' : String(route),
        status: context.status,
        ms: Math.round(performance.now() - began),
      },
      'request',
    );
  };
}
