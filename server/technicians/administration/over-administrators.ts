import type { AdministratorCaller } from '../../http/handler.ts';
import { HttpError } from '../../http/http-error.ts';
import type { TechnicianDocument } from '../../store/documents.ts';

/**
 * Before anything gives or touches an account: throws `not_allowed` for a script where one of these is,
 * or would be, an administrator. By such an account it would have every scope, whatever its own are.
 */
export function mustHavePowerOver(
  { actor }: AdministratorCaller,
  ...accounts: readonly Pick<TechnicianDocument, 'role'>[]
): void {
  const overAdministrators = accounts.some(({ role }) => role === 'administrator');
  if (overAdministrators && actor.kind === 'api_token') throw new HttpError('not_allowed');
}
