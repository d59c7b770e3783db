import type { Caller } from '../../common/contract/routes.ts';
import type { CustomerCaller, TechnicianCaller } from './handler.ts';
import { HttpError } from './http-error.ts';

/** Who a token belongs to; null for one that is worth nothing. */
export interface Authenticators {
  technician(token: string): Promise<TechnicianCaller | null>;
  customer(sessionId: string, token: string): Promise<CustomerCaller | null>;
}

/**
 * Who calls a route, by the Authorization header. Throws `not_signed_in` where a technician's token
 * is missing or worth nothing, `seat_refused` where a customer's is.
 */
export async function authenticate(
  caller: Caller,
  header: string,
  sessionId: string | undefined,
  known: Authenticators,
): Promise<TechnicianCaller | CustomerCaller | null> {
  if (caller === 'anyone') return null;
  const [, token = '', kind] = /^Bearer +(([tc])_[A-Za-z0-9_-]{43})$/i.exec(header) ?? [];
  if (caller === 'customer' || (caller === 'seat' && kind === 'c')) {
    if (kind !== 'c' || sessionId === undefined) throw new HttpError('seat_refused');
    const customer = await known.customer(sessionId, token);
    if (!customer) throw new HttpError('seat_refused');
    return customer;
  }
  const technician = kind === 't' ? await known.technician(token) : null;
  if (!technician) throw new HttpError('not_signed_in');
  return technician;
}
