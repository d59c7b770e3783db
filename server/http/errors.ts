import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { ErrorBody } from '../../common/contract/errors.ts';
import type { Language } from '../../common/contract/fields.ts';
import { scriptWords } from '../../common/i18n/errors/scripts.ts';
import { errorWords } from '../../common/i18n/errors/words.ts';
import { chooseLanguage, translator } from '../../common/i18n/translate.ts';
import { StoreUnavailableError } from '../store/store.ts';
import { HttpError } from './http-error.ts';
import type { Context, Step } from './state.ts';

/** When a caller may try again while the database is away, in seconds: the driver looks every 2 s. */
const STORE_RETRY_SECONDS = 2;

/** What a caller is told of a failure; what is not an HttpError is logged whole and told as `internal`. */
function asHttpError(error: unknown, context: Context, log: Logger): HttpError {
  if (error instanceof HttpError) return error;
  const { requestId } = context.state;
  if (error instanceof StoreUnavailableError) {
    log.error({ requestId, error: error.message }, 'the store cannot be reached');
    return new HttpError('store_unavailable', { retryAfterSeconds: STORE_RETRY_SECONDS });
  }
  if (context.req.destroyed && !context.req.complete)
    log.debug({ requestId }, 'a request was broken off by its sender');
  else log.error({ requestId, method: context.method, err: error }, 'a request failed');
  return new HttpError('internal');
}

/** What a person, or whoever reads what a script was told, is told of an error. */
function messageOf({ code, more: { script } }: HttpError, language: Language): string {
  return script === undefined
    ? translator(errorWords, language)(code)
    : translator(scriptWords, language)(script.why, { scope: script.scope ?? '' });
}

/**
 * Gives a request its id and its language, and answers whatever is thrown after it: Koa's own
 * handler would drop the CORS headers, and the panel would see no answer at all.
 */
export function answerErrors(log: Logger): Step {
  return async (context, next) => {
    context.state.requestId = randomUUID();
    context.set('X-Request-Id', context.state.requestId);
    const preferred = context.acceptsLanguages();
    context.state.language = chooseLanguage(Array.isArray(preferred) ? preferred : [preferred]);
    try {
      await next();
    } catch (thrown) {
      const error = asHttpError(thrown, context, log);
      const { language, requestId } = context.state;
      const { field, expected, retryAfterSeconds } = error.more;
      const body: ErrorBody = {
        error: {
          code: error.code,
          message: messageOf(error, language),
          ...(field !== undefined && { field }),
          ...(expected !== undefined && { expected }),
          ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
          requestId,
        },
      };
      context.status = error.status;
      context.body = body;
      context.set('Content-Language', language);
      if (retryAfterSeconds !== undefined) context.set('Retry-After', String(retryAfterSeconds));
    }
  };
}
