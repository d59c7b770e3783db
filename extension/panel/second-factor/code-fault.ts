import * as v from 'valibot';
import { SecondFactorCode } from '../../../common/contract/routes.ts';
import type { Fault } from '../fault.ts';

/** What is wrong with a second factor's code, or a recovery code, as typed; undefined where nothing is. */
export function codeFault(code: string): Fault | undefined {
  if (!code.trim()) return 'code_missing';
  return v.is(SecondFactorCode, code) ? undefined : 'code_malformed';
}
