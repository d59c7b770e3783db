import type { SessionDetails } from '../../common/contract/views.ts';
import { HttpError } from '../http/http-error.ts';
import type { Company } from '../settings/company.ts';

type Values = SessionDetails['custom'];

/** Refuses values of fields that the company does not have. Throws `invalid_input`, naming the field. */
export function mustBeFields(values: Values | undefined, company: Company): void {
  const known = new Set(company().customFields.map(({ id }) => id));
  const unknown = Object.keys(values ?? {}).find((id) => !known.has(id));
  if (unknown !== undefined) throw new HttpError('invalid_input', { field: `custom.${unknown}` });
}

/** The values of the fields that the company has now: one that was removed is no longer shown. */
export function ofPresentFields(values: Values, company: Company): Values {
  const present = company().customFields.filter(({ id }) => Object.hasOwn(values, id));
  return Object.fromEntries(present.map(({ id }) => [id, values[id] ?? '']));
}
