import { parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js';
import * as v from 'valibot';
import type { InvitationWay } from '../../common/contract/invitation.ts';
import { EmailAddress } from '../../common/contract/views.ts';
import { HttpError } from '../http/http-error.ts';

/**
 * Where invitations may go. Countries are ISO 3166-1 codes: `defaultCountry` is that of a number which
 * names none, and SMS are sent to `smsCountries` alone, each other one is where SMS pumping would go.
 */
export interface DestinationSettings {
  defaultCountry: string;
  smsCountries: readonly string[];
}

function readNumber(typed: string, defaultCountry: string): PhoneNumber {
  const number = parsePhoneNumberFromString(typed, {
    defaultCountry: defaultCountry as CountryCode,
    extract: false,
  });
  if (number === undefined || number.ext !== undefined || !number.isValid())
    throw new HttpError('number_invalid', { field: 'to' });
  return number;
}

function readAddress(typed: string): string {
  const address = v.safeParse(EmailAddress, typed);
  if (!address.success) throw new HttpError('address_invalid', { field: 'to' });
  return address.output;
}

/**
 * A number as E.164 or an address in lower case, from what was typed. Throws `number_invalid`,
 * `country_refused` or `address_invalid`, before anything is sent.
 */
export function readDestination(
  way: InvitationWay,
  typed: string,
  { defaultCountry, smsCountries }: DestinationSettings,
): string {
  if (way === 'email') return readAddress(typed);
  const { number, country } = readNumber(typed, defaultCountry);
  // A number of a calling code without a country, such as a satellite phone's, is on no list.
  if (country === undefined || !smsCountries.includes(country))
    throw new HttpError('country_refused', { field: 'to' });
  return number;
}

/** Whether what was typed names this destination, to which something went before. */
export function isDestination(
  to: string,
  way: InvitationWay,
  typed: string,
  { defaultCountry }: DestinationSettings,
): boolean {
  try {
    return to === (way === 'email' ? readAddress(typed) : readNumber(typed, defaultCountry).number);
  } catch {
    return false;
  }
}
