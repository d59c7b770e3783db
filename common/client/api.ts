import type * as v from 'valibot';
import type { Route } from '../contract/routes.ts';
import type { Language } from '../contract/views.ts';
import { CONTRACT_HEADER, CONTRACT_VERSION, SEAT_HEADER } from '../contract/version.ts';
import { ApiError } from './api-error.ts';
import { readAnswer } from './read-answer.ts';
import { wait } from '../network/wait.ts';

/** How long a request may take before it is given up, in ms. */
export const ANSWER_WITHIN_MS = 15_000;
/** How long the one retry after a network failure waits, in ms: a phone changing networks needs about that. */
export const RETRY_AFTER_MS = 400;

/** What a client has for each of its requests. */
export interface ApiOptions {
  /** The server's origin, such as `https://help.example.com`; a path after it is kept. */
  baseUrl: string;
  /** In which language the server words its errors. */
  language(): Language;
  /** The bearer token, or null for nobody. */
  token(): string | null;
  fetch?: typeof fetch;
}

type Values<S extends v.GenericSchema> = v.InferInput<S>;

/** One call's input: only what the route's schemas ask for must be there. */
export type CallInput<R extends Route> = (Record<string, never> extends Values<R['params']>
  ? { params?: Values<R['params']> }
  : { params: Values<R['params']> }) &
  (undefined extends Values<R['body']>
    ? { body?: Values<R['body']> }
    : { body: Values<R['body']> }) & {
    /** The generation of the seat that this document holds, for a session's commands. */
    seat?: number;
    /** Instead of `token()`: for the one call that proves another identity. */
    token?: string | null;
    /** Try once more after a network failure. GETs do; a command only where doing it twice is doing it once. */
    again?: boolean;
    /** Gives the call up. */
    signal?: AbortSignal;
  };

type Inputs<R extends Route> =
  Record<string, never> extends CallInput<R> ? [input?: CallInput<R>] : [input: CallInput<R>];

/** Calls a route of `common/contract/routes.ts`; the answer is checked by the route's schema. */
export interface Api {
  readonly baseUrl: string;
  /** Throws ApiError, and nothing else. */
  call<R extends Route>(route: R, ...input: Inputs<R>): Promise<v.InferOutput<R['answer']>>;
}

/** Headers, address and body of one request. */
function requestOf(
  options: ApiOptions,
  route: Route,
  input: CallInput<Route>,
): [string, RequestInit] {
  const params = (input.params ?? {}) as Record<string, string>;
  const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const token = input.token === undefined ? options.token() : input.token;
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': options.language(),
    [CONTRACT_HEADER]: String(CONTRACT_VERSION),
  };
  if (token) headers.authorization = `Bearer ${token}`;
  if (input.seat !== undefined) headers[SEAT_HEADER] = String(input.seat);
  const body = input.body === undefined ? undefined : JSON.stringify(input.body);
  if (body !== undefined) headers['content-type'] = 'application/json';
  return [
    options.baseUrl.replace(/\/+$/, '') + path,
    // Nothing of ours is in a cookie or may be answered from a cache.
    { method: route.method, headers, body, credentials: 'omit', cache: 'no-store' },
  ];
}

/** The typed client of one server. */
export function createApi(options: ApiOptions): Api {
  const send = options.fetch ?? ((...args) => fetch(...args));

  async function once(route: Route, input: CallInput<Route>): Promise<unknown> {
    // AbortSignal.any is younger than the oldest Safari that customers have.
    const abort = new AbortController();
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      abort.abort();
    }, ANSWER_WITHIN_MS);
    const giveUp = () => abort.abort();
    input.signal?.addEventListener('abort', giveUp, { once: true });
    if (input.signal?.aborted) abort.abort();
    try {
      const [url, init] = requestOf(options, route, input);
      const response = await send(url, { ...init, signal: abort.signal });
      return readAnswer(route.answer, response, await response.text(), options.language());
    } catch (error) {
      if (error instanceof ApiError) throw error;
      throw new ApiError(late ? 'timed_out' : 'unreachable', {
        language: options.language(),
        cause: error,
      });
    } finally {
      clearTimeout(timer);
      input.signal?.removeEventListener('abort', giveUp);
    }
  }

  async function call(route: Route, input: CallInput<Route> = {}): Promise<unknown> {
    const again = input.again ?? route.method === 'GET';
    try {
      return await once(route, input);
    } catch (error) {
      const lost = error instanceof ApiError && error.code === 'unreachable';
      if (!again || !lost || input.signal?.aborted) throw error;
      await wait(RETRY_AFTER_MS, input.signal);
      return once(route, input);
    }
  }

  return { baseUrl: options.baseUrl, call: call as Api['call'] };
}
