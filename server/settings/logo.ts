import { HttpError } from '../http/http-error.ts';
import type { Step } from '../http/state.ts';
import type { CurrentSettings } from './current.ts';

/** For how long a logo may be kept, in seconds: a year, never asked again. Each has its own path. */
const IMMUTABLE = 'public, max-age=31536000, immutable';

const path = /^\/api\/logo\/(\d{1,9})$/;

/** Where the logo is found; null where there is none. */
export function logoPath(current: Pick<CurrentSettings, 'kept'>): string | null {
  const logo = current.kept()?.logo ?? null;
  return logo && `/api/logo/${logo.version}`;
}

/** Serves the logo, at the path of its version alone; a former one is not found. */
export function serveLogo(current: CurrentSettings): Step {
  return async (context, next) => {
    const [, version] = path.exec(context.path) ?? [];
    if (version === undefined) return await next();
    if (context.method !== 'GET' && context.method !== 'HEAD') {
      context.set('Allow', 'GET, HEAD');
      throw new HttpError('method_not_allowed');
    }
    // Another server may have told of a logo that this one has not read yet.
    if (Number(version) > current.revision()) await current.read();
    const logo = current.kept()?.logo ?? null;
    if (logo?.version !== Number(version)) throw new HttpError('not_found');
    context.set('Cache-Control', IMMUTABLE);
    context.set('ETag', `"${version}"`);
    context.type = logo.type;
    context.status = 200;
    if (context.fresh) context.status = 304;
    else context.body = Buffer.from(logo.base64, 'base64');
  };
}
