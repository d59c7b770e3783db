import type * as v from 'valibot';
import type { Route, RouteName, Routes } from '../../common/contract/routes.ts';

type BodyOf<R extends Route> =
  undefined extends v.InferInput<R['body']>
    ? { body?: v.InferInput<R['body']> }
    : v.InferInput<R['body']> extends Uint8Array
      ? object
      : { body: v.InferInput<R['body']> };

type ParamsOf<R extends Route> = keyof v.InferInput<R['params']> extends never
  ? object
  : { params: v.InferInput<R['params']> };

type AnswerOf<R extends Route> =
  undefined extends v.InferOutput<R['answer']> ? object : { answer: v.InferOutput<R['answer']> };

/** One request to a route, and what it may be answered. An image and an empty answer have none. */
export type Example<R extends Route> = BodyOf<R> &
  ParamsOf<R> &
  AnswerOf<R> & { query?: v.InferInput<NonNullable<R['query']>> };

/** An example for every route: a route without one does not compile. */
export type Examples = { [Name in RouteName]: Example<Routes[Name]> };

/** An example, whatever its route. */
export interface AnyExample {
  params?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, unknown>>;
  body?: unknown;
  answer?: unknown;
}
