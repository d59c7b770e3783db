import * as v from 'valibot';
import { routes, type Route, type RouteName, type Routes } from '../../common/contract/routes.ts';
import { wrongUse } from './exits.ts';
import { optionName } from './spoken.ts';
import { whatIsWrong } from './whats-wrong.ts';

type In<Schema> = Schema extends v.GenericSchema ? v.InferInput<Schema> : never;

/** What a call carries; what is not given is not sent. */
export interface Input<R extends Route = Route> {
  params?: In<R['params']>;
  query?: In<R['query']>;
  body?: In<R['body']>;
  /** The revision that a guarded change is decided on. */
  revision?: number;
  /** Names the wish to make something once, where the caller means to repeat it. */
  key?: string;
}

/**
 * Calls a route of the contract and gives its answer: on a running server, or on the store itself.
 * Throws CommandError.
 */
export type Call = <Name extends RouteName>(
  name: Name,
  input?: Input<Routes[Name]>,
) => Promise<v.InferOutput<Routes[Name]['answer']>>;

/**
 * An input as the route's schemas make it: what cannot be is told before anybody is asked. `nameOf` says
 * how a field is called at the terminal.
 */
export function checkedInput(
  name: RouteName,
  { params, query, body }: Input,
  nameOf: (field: string) => string = optionName,
) {
  const route: Route = routes[name];
  function checked<S extends v.GenericSchema>(schema: S, given: unknown): v.InferOutput<S> {
    const result = v.safeParse(schema, given, { abortEarly: true });
    if (result.success) return result.output;
    throw wrongUse(whatIsWrong(schema, result.issues[0], nameOf));
  }
  return {
    params: checked(route.params, params ?? {}) as Record<string, string>,
    query: route.query && checked(route.query, query ?? {}),
    body: checked(route.body, body),
  };
}
