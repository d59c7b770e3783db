import * as v from 'valibot';
import { ClientMessage } from '../../common/contract/events.ts';
import { CONTRACT_VERSION, OLDEST_CONTRACT_VERSION } from '../../common/contract/version.ts';
import { HttpError } from '../http/http-error.ts';

const AnyContract = v.object({ contract: v.pipe(v.number(), v.integer()) });

/**
 * A client's message by the contract. Throws `not_json`, `invalid_input`, and `client_too_old` or
 * `client_too_new` before anything else: another contract's hello may look different.
 */
export function readMessage(data: unknown, isBinary: boolean): ClientMessage {
  let message: unknown;
  try {
    if (isBinary) throw new HttpError('not_json');
    message = JSON.parse(String(data));
  } catch {
    throw new HttpError('not_json');
  }
  const version = v.safeParse(AnyContract, message);
  if (version.success) {
    if (version.output.contract < OLDEST_CONTRACT_VERSION) throw new HttpError('client_too_old');
    if (version.output.contract > CONTRACT_VERSION) throw new HttpError('client_too_new');
  }
  const known = v.safeParse(ClientMessage, message);
  if (!known.success) throw new HttpError('invalid_input');
  return known.output;
}
