import { isSupportedCountry } from 'libphonenumber-js';
import { isDeepStrictEqual } from 'node:util';
import type * as v from 'valibot';
import {
  settingsEntries,
  type Settings,
  type SettingName,
  type SettingsChange,
} from '../../common/contract/settings.ts';
import { HttpError } from '../http/http-error.ts';

export const settingNames = Object.keys(settingsEntries) as SettingName[];

type Change = v.InferOutput<typeof SettingsChange>;

/**
 * Refuses a country that no telephone number is of, which two letters alone do not show. Throws
 * `invalid_input` with the path of the first.
 */
export function mustBeCountries({ defaultCountry, smsCountries }: Change): void {
  const refuse = (field: string) => new HttpError('invalid_input', { field });
  if (defaultCountry && !isSupportedCountry(defaultCountry)) throw refuse('defaultCountry');
  const wrong = (smsCountries ?? []).findIndex((country) => !isSupportedCountry(country));
  if (wrong !== -1) throw refuse(`smsCountries.${wrong}`);
}

/**
 * What an administrator has set, after a change: null takes a setting out, so that it is at its
 * default again. `names` are those that the change has changed.
 */
export function changedBy(
  before: Partial<Settings>,
  change: Change,
): { changed: Partial<Settings>; names: SettingName[] } {
  const changed: Record<string, unknown> = { ...before };
  for (const name of settingNames) {
    const value = change[name];
    if (value === null) delete changed[name];
    else if (value !== undefined) changed[name] = value;
  }
  const isOther = (name: SettingName) => !isDeepStrictEqual(before[name], changed[name]);
  return { changed: changed as Partial<Settings>, names: settingNames.filter(isOther) };
}
