import type { Caller } from '../../common/contract/routes.ts';
import type { AuditActor, Scope } from '../../common/contract/administration.ts';
import type { AdministratorCaller, CustomerCaller, TechnicianCaller } from './handler.ts';
import { HttpError } from './http-error.ts';

/** A script, known by its API token. */
export interface ScriptCaller {
  actor: AuditActor;
  scopes: readonly Scope[];
}

/** Who a token belongs to; null for one that is worth nothing. */
export interface Authenticators {
  technician(token: string): Promise<TechnicianCaller | null>;
  customer(sessionId: string, token: string): Promise<CustomerCaller | null>;
  script(token: string): Promise<ScriptCaller | null>;
}

/** What of a route decides who may call it. */
export interface Guarded {
  caller: Caller;
  scope?: Scope | undefined;
  fresh?: true | undefined;
}

async function administrator(
  token: string,
  kind: string | undefined,
  { scope, fresh }: Guarded,
  known: Authenticators,
): Promise<AdministratorCaller> {
  if (kind === 'a') {
    const script = await known.script(token);
    if (!script) throw new HttpError('not_signed_in', { script: { why: 'worthless' } });
    if (scope === undefined) throw new HttpError('not_allowed', { script: { why: 'for_people' } });
    if (!script.scopes.includes(scope))
      throw new HttpError('not_allowed', { script: { why: 'scope_missing', scope } });
    return { kind: 'administrator', actor: script.actor, technician: null, justSignedIn: false };
  }
  const caller = kind === 't' ? await known.technician(token) : null;
  if (!caller) throw new HttpError('not_signed_in');
  const { technician, justSignedIn } = caller;
  if (technician.role !== 'administrator') throw new HttpError('not_allowed');
  if (fresh && !justSignedIn) throw new HttpError('sign_in_again');
  const actor = { kind: 'technician' as const, id: technician._id, name: technician.name };
  return { kind: 'administrator', actor, technician, justSignedIn };
}

/**
 * Who calls a route, by the Authorization header. Throws `not_signed_in` where a technician's or a
 * script's token is missing or worth nothing, `seat_refused` where a customer's is, `not_allowed` where
 * an administrator is asked for and somebody else calls, or a script without the route's scope, and
 * `sign_in_again` where the sign-in must be fresh and is not.
 */
export async function authenticate(
  route: Guarded,
  header: string,
  sessionId: string | undefined,
  known: Authenticators,
): Promise<TechnicianCaller | CustomerCaller | AdministratorCaller | null> {
  const { caller } = route;
  if (caller === 'anyone') return null;
  const [, token = '', kind] = /^Bearer +(([tca])_[A-Za-z0-9_-]{43})$/i.exec(header) ?? [];
  if (caller === 'customer' || (caller === 'seat' && kind === 'c')) {
    if (kind !== 'c' || sessionId === undefined) throw new HttpError('seat_refused');
    const customer = await known.customer(sessionId, token);
    if (!customer) throw new HttpError('seat_refused');
    return customer;
  }
  if (caller === 'administrator') return await administrator(token, kind, route, known);
  if (kind === 'a') throw new HttpError('not_signed_in', { script: { why: 'for_people' } });
  const technician = kind === 't' ? await known.technician(token) : null;
  if (!technician) throw new HttpError('not_signed_in');
  return technician;
}
