import type { AdministratorCaller } from '../../http/handler.ts';
import { HttpError } from '../../http/http-error.ts';
import type { TechnicianDocument } from '../../store/documents.ts';

/**
 * Before anything gives or touches an account: where one of these is, or would be, an administrator's,
 * throws `not_allowed` for a script, which by such an account would have every scope, and
 * `sign_in_again` where the sign-in is not fresh: whoever found it would make a key that outlives it.
 */
export function mustHavePowerOver(
  { actor, justSignedIn }: AdministratorCaller,
  ...accounts: readonly Pick<TechnicianDocument, 'role'>[]
): void {
  const overAdministrators = accounts.some(({ role }) => role === 'administrator');
  if (!overAdministrators) return;
  if (actor.kind === 'api_token')
    throw new HttpError('not_allowed', { script: { why: 'over_administrators' } });
  if (!justSignedIn) throw new HttpError('sign_in_again');
}
