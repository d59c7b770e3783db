import * as v from 'valibot';
import type { ErrorCode } from '../errors.ts';
import { SessionId } from '../views.ts';

/** Who may call a route: anyone, a signed-in technician, a joined customer, or either of the two. */
export type Caller = 'anyone' | 'technician' | 'customer' | 'seat';

/** One route of the API: the server enforces it, the typed client calls it. */
export interface Route<
  Params extends v.GenericSchema = v.GenericSchema,
  Body extends v.GenericSchema = v.GenericSchema,
  Answer extends v.GenericSchema = v.GenericSchema,
  Who extends Caller = Caller,
> {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** The path with its parameters as `:name`. */
  path: string;
  caller: Who;
  /** One sentence for a person who reads the API. */
  summary: string;
  params: Params;
  body: Body;
  answer: Answer;
  /** The codes it may answer, beside those that are about any request, such as `invalid_input`. */
  errors: readonly ErrorCode[];
}

/** A request without a body, an answer without one. */
export const nothing = v.undefined();
/** A path without parameters. */
export const noParams = v.object({});
/** The path of one session. */
export const session = v.object({ id: SessionId });

/** Without side effects, so that a page's bundle carries only the routes which that page calls. */
/* @__NO_SIDE_EFFECTS__ */
export function route<
  P extends v.GenericSchema,
  B extends v.GenericSchema,
  A extends v.GenericSchema,
  W extends Caller,
>(spec: Route<P, B, A, W>): Route<P, B, A, W> {
  return spec;
}
