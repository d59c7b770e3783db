import * as v from 'valibot';
import { asKept } from './as-kept.ts';
import { LanguageSchema, Revision, languages, line, lines, named } from './fields.ts';
import { EachWay } from './permissions.ts';

/* @__NO_SIDE_EFFECTS__ */
const whole = (from: number, to: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(from), v.maxValue(to));

/** The longest time that a setting in minutes can have: of a PIN, of waiting, of being idle. */
export const MOST_MINUTES = 999;
/** How long the value of a custom field can be, in characters. */
export const LONGEST_CUSTOM_VALUE = 200;

/** A country of ISO 3166-1 in two capital letters. */
const Country = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'two capital letters, such as FR'));

/** A colour as `#rrggbb`. */
const Colour = v.pipe(v.string(), v.regex(/^#[0-9a-fA-F]{6}$/, '#rrggbb'), v.toLowerCase());

/** The most custom fields that the new-session form can have. */
const MOST_CUSTOM_FIELDS = 5;

/** Names that every object of the language knows already, or that a schema of it leaves out. */
const isWordOfTheLanguage = (name: string) => name in Object.prototype || name === 'prototype';

/** The id of a custom field: what its values are kept under, never shown. */
export const CustomFieldId = v.pipe(
  v.string(),
  v.description('A name for its values, never shown; neither `constructor` nor `prototype`.'),
  v.regex(/^[a-z][a-z0-9_]{0,30}$/, 'a-z, 0-9 and _, a letter first, 31 at most'),
  v.check((id) => !isWordOfTheLanguage(id), 'no name that every object of JavaScript has'),
);

/* @__NO_SIDE_EFFECTS__ */
const inEachLanguage = <S extends v.GenericSchema>(schema: S) =>
  v.strictObject(Object.fromEntries(languages.map((each) => [each, schema])) as { en: S; fr: S });

/** A field that an administrator adds to the new-session form. */
export const CustomField = v.strictObject({ id: CustomFieldId, names: inEachLanguage(named(40)) });
export type CustomField = v.InferOutput<typeof CustomField>;

/** A licence as an administrator writes it; `{company}` stands for the company's name. */
const LicenceText = lines(20_000);

/* @__NO_SIDE_EFFECTS__ */
const described = <S extends v.GenericSchema>(schema: S, words: string) =>
  v.pipe(schema, v.description(words)) as unknown as S;

/** Every setting of a company with its range and its line of the reference; sizes and times with their unit. */
export const settingsEntries = {
  companyName: described(named(60), 'The company that customers see.'),
  accentColour: described(
    v.nullable(Colour),
    "The company's colour, of buttons and marks on the customer's page, in the panel and where a password is set, as #rrggbb; as words it is made darker or lighter until it can be read; null for that of Lens.",
  ),
  licence: described(
    v.nullable(inEachLanguage(LicenceText)),
    'The licence that customers accept, in each language, up to 20,000 characters; {company} stands for the company; null for that of Lens. Each change makes a new version.',
  ),
  tutorial: described(v.boolean(), 'Whether customers are offered the tutorial.'),
  ways: described(EachWay, 'The ways of inviting that technicians are offered.'),
  pinMinutes: described(whole(1, MOST_MINUTES), 'How long a PIN is good, in minutes.'),
  waitingMinutes: described(
    whole(0, MOST_MINUTES),
    'How long an open session may stay unstarted, in minutes; 0 is for ever.',
  ),
  idleMinutes: described(
    whole(0, MOST_MINUTES),
    'After how long without any input in the panel a live session ends, in minutes, with a warning 60 s before, or 30 s where it is 1; 0 is never.',
  ),
  customFields: described(
    v.pipe(
      v.array(CustomField),
      v.maxLength(MOST_CUSTOM_FIELDS, `${MOST_CUSTOM_FIELDS} fields at most`),
      v.check(
        (fields) => new Set(fields.map(({ id }) => id)).size === fields.length,
        'no two fields with one id',
      ),
    ),
    'Fields of the new-session form beside its own, 5 at most. Each has an `id` (a-z, 0-9 and _, a letter first, 31 at most; no two alike) and `names` of 1-40 characters in each language.',
  ),
  defaultLanguage: described(LanguageSchema, 'The language in which customers are invited.'),
  defaultCountry: described(
    Country,
    'The country of a telephone number that names none, by ISO 3166-1.',
  ),
  smsCountries: described(
    v.pipe(v.array(Country), v.maxLength(250)),
    'The countries to which SMS are sent, the default country alone unless it is set; none for no SMS at all.',
  ),
  invitationsPerHour: described(
    whole(1, 100_000),
    'How many SMS and e-mails a technician may send within an hour.',
  ),
  invitationsPerDestination: described(
    whole(1, 1000),
    'How many SMS or e-mails may go to one number or address within an hour.',
  ),
  retentionHours: described(
    whole(0, 8760),
    'After how long names, numbers, addresses and custom fields of an ended session are erased, in hours; 0 is at once.',
  ),
} as const;

/** All settings as they hold. */
export const Settings = asKept(v.object(settingsEntries));
export type Settings = v.InferOutput<typeof Settings>;
export type SettingName = keyof Settings;

/* @__NO_SIDE_EFFECTS__ */
function settingsChange<E extends v.ObjectEntries>(entries: E) {
  const eachNullable = Object.fromEntries(
    Object.entries(entries).map(([name, schema]) => [
      name,
      v.optional(v.nullable(schema as v.GenericSchema)),
    ]),
  ) as unknown as {
    [Name in keyof E]: v.OptionalSchema<v.NullableSchema<E[Name], undefined>, undefined>;
  };
  return v.strictObject({ ...eachNullable, revision: v.optional(Revision) });
}

/** Any of the settings, as a change names them; null sets one back to its default. */
export const SettingsChange = settingsChange(settingsEntries);

/** The settings as an administrator sees them. `changed` names those that an administrator has set. */
export const SettingsView = v.object({
  revision: Revision,
  settings: Settings,
  changed: v.array(v.string()),
  /** Which licence a customer accepts now. */
  licenceVersion: v.string(),
  /** The path of the logo, another one after each change; null where there is none. */
  logo: v.nullable(v.string()),
});
export type SettingsView = v.InferOutput<typeof SettingsView>;

/** A licence text as it was or is offered: what an acceptance's version refers to. */
export const LicenceVersion = v.object({
  version: v.string(),
  since: v.number(),
  texts: v.object({ en: v.string(), fr: v.string() }),
});

/** One value of a custom field. */
export const CustomValue = line(LONGEST_CUSTOM_VALUE);

const custom = v.record(CustomFieldId, CustomValue);
/** The values of the company's custom fields, by their ids. A record alone would take a list for one. */
export const CustomValues: typeof custom = {
  ...custom,
  '~run': (dataset, config) =>
    custom['~run'](Array.isArray(dataset.value) ? { value: null } : dataset, config),
};
