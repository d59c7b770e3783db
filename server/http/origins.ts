import { CONTRACT_HEADER, SEAT_HEADER } from '../../common/contract/version.ts';
import { HttpError } from './http-error.ts';
import { IDEMPOTENCY_HEADER } from './wish.ts';
import type { Step } from './state.ts';

/** How long a browser may remember a preflight, in seconds: Chrome's own maximum is two hours. */
const PREFLIGHT_SECONDS = 7200;

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a page of that origin may call this server, reached by the name of that host. */
export type OriginCheck = (origin: string | undefined, host: string | undefined) => boolean;

/**
 * Knows the pages of this server, by whatever name the browser reached it, and the extensions that
 * were named. Whoever says no origin is a script, and no page can make a browser say none.
 */
export function originCheck(extensionIds: readonly string[], publicUrl: string): OriginCheck {
  const named = new Set([publicUrl, ...extensionIds.map((id) => `chrome-extension://${id}`)]);
  return (origin = '', host) =>
    origin === '' || named.has(origin) || (URL.canParse(origin) && new URL(origin).host === host);
}

/**
 * Lets in the pages of this server and the extensions it knows. From anywhere else nothing can be
 * changed, and nothing is shown: a browser gives an answer without CORS headers to nobody.
 */
export function letInOrigins(extensionIds: readonly string[], publicUrl: string): Step {
  const extensions = new Set(extensionIds.map((id) => `chrome-extension://${id}`));
  const isKnown = originCheck(extensionIds, publicUrl);
  return async (context, next) => {
    context.set('Vary', 'Origin');
    const origin = context.get('Origin');
    const isExtension = extensions.has(origin);
    if (isExtension) {
      context.set('Access-Control-Allow-Origin', origin);
      context.set('Access-Control-Expose-Headers', 'Retry-After, ETag, X-Request-Id');
    }
    const known = isKnown(origin, context.host);
    if (context.method === 'OPTIONS' && context.get('Access-Control-Request-Method') !== '') {
      if (!known) throw new HttpError('origin_refused');
      context.set('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE');
      context.set(
        'Access-Control-Allow-Headers',
        `authorization, content-type, if-match, ${IDEMPOTENCY_HEADER}, ${CONTRACT_HEADER}, ${SEAT_HEADER}`,
      );
      context.set('Access-Control-Max-Age', String(PREFLIGHT_SECONDS));
      context.status = 204;
      return;
    }
    if (!known && !safeMethods.has(context.method)) throw new HttpError('origin_refused');
    await next();
  };
}
