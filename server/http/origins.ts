import { CONTRACT_HEADER, SEAT_HEADER } from '../../common/contract/version.ts';
import { HttpError } from './http-error.ts';
import type { Context, Step } from './state.ts';

/** How long a browser may remember a preflight, in seconds: Chrome's own maximum is two hours. */
const PREFLIGHT_SECONDS = 7200;

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether an origin is a page of this very server, by the name that the browser reached it by. */
function isOwn(context: Context, origin: string, publicUrl: string): boolean {
  if (origin === publicUrl) return true;
  return URL.canParse(origin) && new URL(origin).host === context.host;
}

/**
 * Lets in the pages of this server and the extensions it knows. From anywhere else nothing can be
 * changed, and nothing is shown: a browser gives an answer without CORS headers to nobody.
 */
export function letInOrigins(extensionIds: readonly string[], publicUrl: string): Step {
  const extensions = new Set(extensionIds.map((id) => `chrome-extension://${id}`));
  return async (context, next) => {
    context.vary('Origin');
    const origin = context.get('Origin');
    const isExtension = extensions.has(origin);
    if (isExtension) {
      context.set('Access-Control-Allow-Origin', origin);
      context.set('Access-Control-Expose-Headers', 'Retry-After, ETag');
    }
    const known = origin === '' || isExtension || isOwn(context, origin, publicUrl);
    if (context.method === 'OPTIONS' && context.get('Access-Control-Request-Method') !== '') {
      if (!known) throw new HttpError('origin_refused');
      context.set('Access-Control-Allow-Methods', 'GET, POST, PATCH, DELETE');
      context.set(
        'Access-Control-Allow-Headers',
        `authorization, content-type, ${CONTRACT_HEADER}, ${SEAT_HEADER}`,
      );
      context.set('Access-Control-Max-Age', String(PREFLIGHT_SECONDS));
      context.status = 204;
      return;
    }
    if (!known && !safeMethods.has(context.method)) throw new HttpError('origin_refused');
    await next();
  };
}
