import Router from '@koa/router';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import * as v from 'valibot';
import { routes, type Route, type RouteName } from '../../common/contract/routes.ts';
import { SEAT_HEADER } from '../../common/contract/version.ts';
import { authenticate, type Authenticators } from './authenticate.ts';
import { browserOf } from './browser.ts';
import type { Handler, Handlers } from './handler.ts';
import { HttpError } from './http-error.ts';
import { readBytes, readJson } from './read-json.ts';
import { revisionOf, tellRevision } from './revision.ts';
import type { Context, RequestState } from './state.ts';
import { wholeNumberHeader } from './whole-number-header.ts';
import { wishOf } from './wish.ts';

/** What serving the routes needs beside their handlers. */
export interface Serving {
  authenticators: Authenticators;
  addressOf(request: IncomingMessage): string;
  log: Logger;
}

/** What may stand in a field: in the contract's words where it has any, else in the library's notation. */
const expectedBy = ({ message, expected }: v.BaseIssue<unknown>) =>
  message.startsWith('Invalid') ? expected : message;

/** What came in, as its schema makes it; throws `invalid_input` with the path of the wrong field. */
function checked<S extends v.GenericSchema>(schema: S, input: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return result.output;
  const field = v.getDotPath(result.issues[0]);
  const expected = expectedBy(result.issues[0]);
  throw new HttpError('invalid_input', {
    ...(field !== null && { field }),
    ...(expected !== null && { expected }),
  });
}

/** What stands after the path's `?`. Throws `invalid_input` for a name that is there twice. */
function queryOf(context: Context): Record<string, string> {
  const given = [...new URLSearchParams(context.querystring)];
  const query = Object.fromEntries(given);
  if (Object.keys(query).length !== given.length) throw new HttpError('invalid_input');
  return query;
}

/** The body of a request, as its route takes it. */
async function readBody(route: Route, request: IncomingMessage): Promise<unknown> {
  if (route.method === 'GET') return undefined;
  if (!route.takesImage) return await readJson(request, route.longestBody);
  return new Uint8Array(await readBytes(request, route.longestBody));
}

async function serve(
  name: RouteName,
  context: Context & { params: Record<string, string> },
  handler: Handler<Route>,
  { authenticators, addressOf, log }: Serving,
): Promise<void> {
  const route: Route = routes[name];
  const params = checked(route.params, { ...context.params }) as { id?: string };
  const seat = wholeNumberHeader(context, SEAT_HEADER);
  const authorization = context.get('Authorization');
  const known = () => authenticate(route, authorization, params.id, authenticators);
  const first = await known();
  const query = route.query && checked(route.query, queryOf(context));
  const body = checked(route.body, await readBody(route, context.req));
  // Nobody's body is read before it is known who calls; but one that is held back must not keep
  // alive a right that is lost meanwhile.
  const caller = route.method === 'GET' ? first : await known();
  const answer = await handler({
    params,
    query,
    body,
    caller,
    seat,
    revision: revisionOf(route, context, body),
    wish: wishOf(route, context, caller, body),
    toldBrowser: browserOf(context.get('User-Agent')),
    address: addressOf(context.req),
    language: context.state.language,
  } as Parameters<typeof handler>[0]);
  const fitting = v.safeParse(route.answer, answer);
  if (!fitting.success) {
    // The paths alone: the values may be somebody's.
    const paths = fitting.issues.map((issue) => v.getDotPath(issue));
    const { requestId } = context.state;
    log.error({ requestId, route: name, paths }, 'an answer does not fit its contract');
    throw new HttpError('internal');
  }
  tellRevision(context, fitting.output);
  if (fitting.output === undefined) context.status = 204;
  else context.body = fitting.output;
}

/** A router that serves every route of the contract: validated, authenticated, stripped. */
export function bindRoutes(handlers: Handlers, serving: Serving): Router<RequestState> {
  const router = new Router<RequestState>({ sensitive: true, strict: true });
  for (const name of Object.keys(routes) as RouteName[]) {
    const { method, path } = routes[name];
    const handler = handlers[name] as unknown as Handler<Route>;
    router.register(path, [method], async (context) => {
      await serve(name, context, handler, serving);
    });
  }
  return router;
}
