import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import * as v from 'valibot';
import type { InvitationWay } from '../../common/contract/invitation.ts';
import { EmailAddress } from '../../common/contract/views.ts';
import { HttpError } from '../http/http-error.ts';

/** Where invitations may go. Countries are ISO 3166-1 codes. */
export interface DestinationSettings {
  /** Of which country a number is that names none. */
  defaultCountry: CountryCode;
  /** To which countries SMS are sent: each other one is where SMS pumping would go. */
  smsCountries: readonly CountryCode[];
}

function readNumber(typed: string, settings: DestinationSettings): string {
  const number = parsePhoneNumberFromString(typed, {
    defaultCountry: settings.defaultCountry,
    extract: false,
  });
  if (number === undefined || number.ext !== undefined || !number.isValid())
    throw new HttpError('number_invalid', { field: 'to' });
  // A number of a calling code without a country, such as a satellite phone's, is on no list.
  if (number.country === undefined || !settings.smsCountries.includes(number.country))
    throw new HttpError('country_refused', { field: 'to' });
  return number.number;
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
  settings: DestinationSettings,
): string {
  return way === 'sms' ? readNumber(typed, settings) : readAddress(typed);
}
