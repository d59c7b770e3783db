import {
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from 'libphonenumber-js/min';
import type { ErrorCode } from '../../../common/contract/errors.ts';
import type { Inviting } from '../../../common/contract/views.ts';

/** Countries as ISO 3166-1 codes, as the server tells them. */
type Countries = Pick<Inviting, 'defaultCountry' | 'smsCountries'>;

/** A number that an SMS may go to, or why none may: the server's own rules, said before it is asked. */
export function readNumber(
  typed: string,
  { defaultCountry, smsCountries }: Countries,
): PhoneNumber | Extract<ErrorCode, 'number_invalid' | 'country_refused'> {
  const number = parsePhoneNumberFromString(typed, {
    defaultCountry: defaultCountry as CountryCode,
    extract: false,
  });
  if (!number || number.ext !== undefined || !number.isValid()) return 'number_invalid';
  if (!number.country || !smsCountries.includes(number.country)) return 'country_refused';
  return number;
}

/** A number (E.164) in groups, as it is read out: `+33 6 12 34 56 78`. */
export function showNumber(number: string): string {
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number;
}
