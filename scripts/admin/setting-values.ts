import * as v from 'valibot';
import {
  settingsEntries,
  type SettingName,
  type SettingsView,
} from '../../common/contract/settings.ts';
import { wrongUse } from './exits.ts';
import { spoken } from './spoken.ts';
import { whatIsWrong } from './whats-wrong.ts';
import { allowed } from './words.ts';

/** All settings, in the order in which they are shown. */
export const settingNames = Object.keys(settingsEntries) as SettingName[];

/** The setting of that name. Throws which there are. */
export function settingNamed(text: string): SettingName {
  if (text === 'logo')
    throw wrongUse(
      'The logo has commands of its own: settings logo set <file>, settings logo remove.',
    );
  const name = settingNames.find((each) => each === text);
  if (!name) throw wrongUse(`There is no setting "${text}". There are ${settingNames.join(', ')}.`);
  return name;
}

/** How long texts are, which are too long for a line: --json gives them whole. */
export const lengths = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts)
    .map(([language, text]) => `${language}: ${text.length} characters`)
    .join(', ');

/** A setting's value as it would be typed, where it fits a line. */
export function typed(name: SettingName, settings: SettingsView['settings']): string {
  const value = settings[name];
  if (name === 'ways') return allowed(settings.ways);
  if (name === 'licence' && settings.licence)
    return `${lengths(settings.licence)}; whole with --json`;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value === null) return '-';
  if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return value.join(',') || 'none';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A value of `name=value`. Throws what it may be. */
export function assigned(text: string): [SettingName, unknown] {
  const at = text.indexOf('=');
  if (at < 1) throw wrongUse(`"${text}" is not name=value, such as pinMinutes=30.`);
  const name = settingNamed(text.slice(0, at));
  const { mayBe, read } = spoken(settingsEntries[name]);
  const value = read(text.slice(at + 1));
  if (value === undefined) throw wrongUse(`${name} may be ${mayBe}.`);
  const schema = v.object({ [name]: settingsEntries[name] as v.GenericSchema });
  const checked = v.safeParse(schema, { [name]: value }, { abortEarly: true });
  if (!checked.success) throw wrongUse(whatIsWrong(schema, checked.issues[0], () => name));
  return [name, value];
}

/** Each setting with what it may be, and how fields are written: the help of `settings set`. */
export const settingsReference = () =>
  [
    ...settingNames.map((name) => {
      const { mayBe, about } = spoken(settingsEntries[name]);
      return `  ${name}=<${mayBe}>\n      ${about}`;
    }),
    '',
    'JSON stands in quotes, such as',
    `  customFields='[{"id":"floor","names":{"en":"Floor","fr":"Étage"}}]'`,
  ].join('\n');
