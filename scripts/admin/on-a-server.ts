import { ApiError } from '../../common/client/api-error.ts';
import { readAnswer } from '../../common/client/read-answer.ts';
import { routes, type Route, type RouteName } from '../../common/contract/routes.ts';
import { CONTRACT_HEADER, CONTRACT_VERSION } from '../../common/contract/version.ts';
import type { Language } from '../../common/contract/views.ts';
import { checkedInput, type Call, type Input } from './call.ts';
import { notReachable, refused } from './exits.ts';
import { plain } from './plain.ts';

/** How long an answer may take, in ms: hashing passwords waits in a line of its own. */
const ANSWER_WITHIN_MS = 30_000;

/** A server that runs, and how one is known there. */
export interface OnAServer {
  /** The server's origin. */
  url: string;
  /** What goes with a call of a route: an API token, or that of a sign-in. */
  tokenFor(route: Route): Promise<string | null>;
  language: Language;
  fetch?: typeof fetch;
}

/** With these nothing was decided, and the same command may work later. */
const outages = ['unreachable', 'timed_out', 'nonsense', 'store_unavailable', 'server_stopping'];

function asCommandError(error: unknown, url: string) {
  if (!(error instanceof ApiError)) return error;
  const { code, field, expected, requestId } = error;
  const about = [
    code,
    field && `field: ${field}`,
    expected && `expected: ${expected}`,
    requestId && `request: ${requestId}`,
  ];
  const words = plain(`${error.message} (${about.filter(Boolean).join('; ')})`);
  return outages.includes(code) ? notReachable(`${url}: ${words}`, code) : refused(words, code);
}

function addressOf(route: Route, { params = {}, query = {} }: Input): string {
  const given = params as Record<string, string>;
  const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(given[name] ?? ''),
  );
  const asked = Object.entries(query as Record<string, string | undefined>).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return asked.length > 0 ? `${path}?${new URLSearchParams(asked)}` : path;
}

function bodyOf(route: Route, body: unknown): { body?: BodyInit; type?: string } {
  if (body === undefined) return {};
  // The server knows an image by its bytes.
  if (route.takesImage) return { body: body as Uint8Array<ArrayBuffer>, type: 'image/*' };
  return { body: JSON.stringify(body), type: 'application/json' };
}

/** Calls the routes of a running server. */
export function onAServer({ url, tokenFor, language, fetch: send = fetch }: OnAServer): Call {
  async function answerOf(name: RouteName, input: Input): Promise<unknown> {
    checkedInput(name, input);
    const route: Route = routes[name];
    const token = await tokenFor(route);
    const { body, type } = bodyOf(route, input.body);
    const headers = {
      accept: 'application/json',
      'accept-language': language,
      [CONTRACT_HEADER]: String(CONTRACT_VERSION),
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(type !== undefined && { 'content-type': type }),
      ...(input.revision !== undefined && { 'if-match': `"${input.revision}"` }),
      ...(input.key !== undefined && { 'idempotency-key': input.key }),
    };
    try {
      const response = await send(url + addressOf(route, input), {
        method: route.method,
        headers,
        body: body ?? null,
        // A token goes to the server that was named, and to no other that this one names.
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      return readAnswer(route.answer, response, await response.text(), language);
    } catch (error) {
      if (error instanceof ApiError) throw error;
      const late = error instanceof DOMException && error.name === 'TimeoutError';
      throw new ApiError(late ? 'timed_out' : 'unreachable', { language, cause: error });
    }
  }

  return (async (name: RouteName, input: Input = {}) => {
    try {
      return await answerOf(name, input);
    } catch (error) {
      throw asCommandError(error, url);
    }
  }) as Call;
}
