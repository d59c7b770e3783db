import {
  CONTRACT_HEADER,
  CONTRACT_VERSION,
  OLDEST_CONTRACT_VERSION,
} from '../../common/contract/version.ts';
import { HttpError } from './http-error.ts';
import type { Step } from './state.ts';
import { wholeNumberHeader } from './whole-number-header.ts';

/** Refuses a client whose contract this server does not speak; one that says none is let through. */
export const checkContract: Step = async (context, next) => {
  const version = wholeNumberHeader(context, CONTRACT_HEADER);
  if (version !== undefined && version < OLDEST_CONTRACT_VERSION)
    throw new HttpError('client_too_old');
  if (version !== undefined && version > CONTRACT_VERSION) throw new HttpError('client_too_new');
  await next();
};
