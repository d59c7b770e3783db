import { createHash } from 'node:crypto';
import type { Route } from '../../common/contract/routes.ts';
import type { Wish } from '../store/documents.ts';
import type { AdministratorCaller, CustomerCaller, TechnicianCaller } from './handler.ts';
import { HttpError } from './http-error.ts';
import type { Context } from './state.ts';

/** The header by which a client names its wish (draft-ietf-httpapi-idempotency-key-header). */
export const IDEMPOTENCY_HEADER = 'idempotency-key';

const sha256 = (...parts: string[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);

const whoOf = (caller: TechnicianCaller | CustomerCaller | AdministratorCaller | null) =>
  caller?.kind === 'technician'
    ? caller.technician._id
    : caller?.kind === 'administrator'
      ? (caller.actor.id ?? '')
      : '';

/**
 * The wish that a key names, of whoever asks for something: `by` says who and for what. Throws
 * `invalid_input` for a key that is none: 1 to 255 characters of ASCII, without spaces.
 */
export function namedWish(key: string, by: readonly string[], body: unknown): Wish {
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new HttpError('invalid_input', { field: IDEMPOTENCY_HEADER });
  return { key: sha256(...by, key), body: sha256(JSON.stringify(body ?? null)) };
}

/**
 * What an `Idempotency-Key` makes of a request to a route that makes something once: two requests of
 * one caller with one key are one wish. Undefined where none was sent. Throws `invalid_input`.
 */
export function wishOf(
  route: Route,
  context: Context,
  caller: Parameters<typeof whoOf>[0],
  body: unknown,
): Wish | undefined {
  const key = context.get(IDEMPOTENCY_HEADER);
  if (!route.once || key === '') return undefined;
  return namedWish(key, [whoOf(caller), context.method, context.path], body);
}

/** Refuses a repeat that is none: the same key with another body. Throws `key_reused`. */
export function mustRepeat(wish: Wish, former: Wish | undefined): void {
  if (former?.body !== undefined && former.body !== wish.body) throw new HttpError('key_reused');
}
