import { readFile } from 'node:fs/promises';
import {
  settingsEntries,
  type SettingName,
  type SettingsChange,
  type SettingsView,
} from '../../common/contract/settings.ts';
import { LONGEST_LOGO } from '../../common/contract/routes.ts';
import type * as v from 'valibot';
import type { Call } from './call.ts';
import { wrongUse } from './exits.ts';
import { routeCommand, type RouteCommand, type Session } from './route-command.ts';
import { spoken } from './spoken.ts';
import { table } from './table.ts';
import { allowed, when } from './words.ts';

const names = Object.keys(settingsEntries) as SettingName[];

function settingNamed(text: string): SettingName {
  const name = names.find((each) => each === text);
  if (!name) throw wrongUse(`There is no setting "${text}". There are ${names.join(', ')}.`);
  return name;
}

/** A text is too long for a line: --json gives it whole. */
const lengths = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts)
    .map(([language, text]) => `${language}: ${text.length} characters`)
    .join(', ');

/** A setting's value as it would be typed, where it fits a line. */
export function typed(name: SettingName, settings: SettingsView['settings']): string {
  const value = settings[name];
  if (name === 'ways') return allowed(settings.ways);
  if (name === 'licence' && settings.licence) return lengths(settings.licence);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value === null) return '-';
  if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return value.join(',') || 'none';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function shown(view: SettingsView, { terminal }: Pick<Session, 'terminal'>): string {
  const rows = [
    ...names.map((name) => ({
      name: name as string,
      value: typed(name, view.settings),
      isChanged: view.changed.includes(name),
    })),
    { name: 'logo', value: view.logo ?? '-', isChanged: view.logo !== null },
    { name: 'licence version', value: view.licenceVersion, isChanged: false },
  ];
  return table(
    rows,
    [
      ['setting', ({ name }) => name],
      ['', ({ isChanged }) => (isChanged ? 'set' : '')],
      ['value', ({ value }) => value],
    ],
    terminal.columns,
  );
}

/** A value of `name=value`. Throws what it may be. */
function assigned(text: string): [SettingName, unknown] {
  const at = text.indexOf('=');
  if (at < 1) throw wrongUse(`"${text}" is not name=value, such as pinMinutes=30.`);
  const name = settingNamed(text.slice(0, at));
  const { takes, read } = spoken(settingsEntries[name]);
  const value = read(text.slice(at + 1));
  if (value === undefined) throw wrongUse(`${name} may be ${takes}.`);
  return [name, value];
}

type Change = v.InferInput<typeof SettingsChange>;

const revisionOf = async (call: Call) => (await call('getSettings')).revision;

async function read(file: string): Promise<Buffer> {
  return await readFile(file).catch(() => {
    throw wrongUse(`The file ${file} cannot be read.`);
  });
}

/** The licence of files; a language that is not given stays as the company has it. */
async function licenceOf(
  { call, path }: Session,
  options: Readonly<Record<string, string>>,
): Promise<{ body: Change; revision: number }> {
  const { settings, revision } = await call('getSettings');
  const textOf = async (language: 'en' | 'fr') =>
    options[language] === undefined
      ? settings.licence?.[language]
      : (await read(path(options[language]))).toString('utf8');
  const [en, fr] = await Promise.all([textOf('en'), textOf('fr')]);
  if (options.en === undefined && options.fr === undefined)
    throw wrongUse('Say which files hold the licence: --en FILE --fr FILE.');
  if (en === undefined || fr === undefined)
    throw wrongUse('The first licence needs both languages: --en FILE --fr FILE.');
  return { body: { licence: { en, fr } }, revision };
}

/** Each setting with what it may be, and how fields are written: the help of `settings set`. */
export const settingsReference = () =>
  [
    ...names.map((name) => {
      const { takes, about } = spoken(settingsEntries[name]);
      return `  ${name}=<${takes}>\n      ${about}`;
    }),
    '',
    'JSON stands in quotes, such as',
    `  customFields='[{"id":"floor","names":{"en":"Floor","fr":"Étage"}}]'`,
  ].join('\n');

const every = names.filter((name) => name !== 'licence');

/** Everything about settings. */
export const settingCommands: readonly RouteCommand[] = [
  routeCommand({ route: 'getSettings', words: 'show', example: 'settings show', show: shown }),
  routeCommand({
    route: 'changeSettings',
    words: 'set <name=value...>',
    example: 'settings set companyName="Acme" accentColour=#aa0000 ways=link,qr tutorial=no',
    about: `Changes settings: ${every.join(', ')}. Open panels follow at once.`,
    said: names,
    async input({ call }, assignments) {
      const body = Object.fromEntries(assignments.map(assigned)) as Change;
      return { body, revision: await revisionOf(call) };
    },
    show: shown,
  }),
  routeCommand({
    route: 'changeSettings',
    words: 'reset <name...>',
    example: 'settings reset pinMinutes licence',
    about: 'Sets settings back to their defaults.',
    said: names,
    async input({ call }, named) {
      const body = Object.fromEntries(named.map((name) => [settingNamed(name), null])) as Change;
      return { body, revision: await revisionOf(call) };
    },
    show: shown,
  }),
  routeCommand({
    route: 'changeSettings',
    words: 'licence',
    example: 'settings licence --en licence.en.txt --fr licence.fr.txt',
    about:
      'Sets the licence that customers accept, from text files; its version becomes another one.',
    said: names,
    options: {
      '--en <file>': 'the English text; {company} stands for the company',
      '--fr <file>': 'the French text',
    },
    input: (session, _args, options) => licenceOf(session, options),
    show: shown,
  }),
  routeCommand({
    route: 'listLicences',
    words: 'licences',
    example: 'settings licences',
    show: ({ items }, { terminal }) =>
      table(
        items,
        [
          ['version', ({ version }) => version],
          ['since', ({ since }) => when(since)],
          ['text', ({ texts }) => lengths(texts)],
        ],
        terminal.columns,
      ),
  }),
];

/** The logo, under the settings. */
export const logoCommands: readonly RouteCommand[] = [
  routeCommand({
    route: 'changeLogo',
    words: 'set <file>',
    example: 'settings logo set logo.png',
    async input({ call, path }, [file]) {
      const body = new Uint8Array(await read(path(file!)));
      if (body.length > LONGEST_LOGO)
        throw wrongUse(`A logo has ${LONGEST_LOGO / 1024 / 1024} MB at most.`);
      return { body, revision: await revisionOf(call) };
    },
    show: shown,
  }),
  routeCommand({
    route: 'removeLogo',
    words: 'remove',
    example: 'settings logo remove',
    input: async ({ call }) => ({ revision: await revisionOf(call) }),
    show: shown,
  }),
];
