import * as v from 'valibot';
import type { Scope } from '../administration.ts';
import type { ErrorCode } from '../errors.ts';
import { Revision, SessionId } from '../fields.ts';

/**
 * Who may call a route: anyone, a signed-in technician, a joined customer, either of the two, or an
 * administrator: signed in, or by an API token that has the route's `scope`.
 */
export type Caller = 'anyone' | 'technician' | 'customer' | 'seat' | 'administrator';

/** How old a sign-in may be, in minutes, to make what outlives it: long enough for a person's task. */
export const FRESH_SIGN_IN_MINUTES = 15;

/** One route of the API: the server enforces it, the typed client calls it. */
export interface Route<
  Params extends v.GenericSchema = v.GenericSchema,
  Body extends v.GenericSchema = v.GenericSchema,
  Answer extends v.GenericSchema = v.GenericSchema,
  Who extends Caller = Caller,
  Query extends v.GenericSchema = v.GenericSchema,
> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** The path with its parameters as `:name`. */
  path: string;
  caller: Who;
  /** What an API token must be allowed to call it; without one, no API token may. */
  scope?: Scope;
  /**
   * Where it gives or touches the account of an administrator, or what one is permitted, it is for
   * people: an API token is refused (`not_allowed`), for by such an account it would have every scope.
   * And the sign-in must be fresh, as for `fresh`.
   */
  overAdministrators?: true;
  /**
   * Makes a key that outlives the sign-in it is asked with: `sign_in_again` where that is older than
   * FRESH_SIGN_IN_MINUTES, so that whoever has found an open panel or a token makes none.
   */
  fresh?: true;
  /** One sentence for a person who reads the API. */
  summary: string;
  params: Params;
  /** What may stand after the path's `?`; nothing unless it is given. */
  query?: Query;
  body: Body;
  /** The body is an image (PNG, JPEG or WebP) instead of JSON; `body` is then `image`. */
  takesImage?: true;
  /** The longest body, in bytes, where it is not that of every route. */
  longestBody?: number;
  /**
   * A change of a thing that others change too: `If-Match` or a `revision` in the body names the
   * revision it was decided on. `revision_needed` without, `changed_meanwhile` if it is another by now.
   */
  guarded?: true;
  /**
   * Makes something, once for each `Idempotency-Key` of a caller within 24 h: a repeat answers what the
   * first one made, as it is now and without its secrets; with another body, `key_reused`.
   */
  once?: true;
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
/** The bytes of an image. */
export const image = v.instance(Uint8Array);

/** The body of a guarded change: any of these fields, and the revision where no `If-Match` names it. */
/* @__NO_SIDE_EFFECTS__ */
export function changing<E extends v.ObjectEntries>(entries: E) {
  return v.strictObject({
    ...v.partial(v.object(entries)).entries,
    revision: v.optional(Revision),
  });
}

/** Without side effects, so that a page's bundle carries only the routes which that page calls. */
/* @__NO_SIDE_EFFECTS__ */
export function route<
  P extends v.GenericSchema,
  B extends v.GenericSchema,
  A extends v.GenericSchema,
  W extends Caller,
  Q extends v.GenericSchema = v.UndefinedSchema<undefined>,
>(spec: Route<P, B, A, W, Q>): Route<P, B, A, W, Q> {
  return spec;
}
