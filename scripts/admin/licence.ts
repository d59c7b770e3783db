import type * as v from 'valibot';
import type { SettingsChange } from '../../common/contract/settings.ts';
import { wrongUse } from './exits.ts';
import { readGivenFile } from './given-file.ts';
import { routeCommand, type RouteCommand, type Session } from './route-command.ts';
import { lengths, settingNames } from './setting-values.ts';
import { shown } from './settings-view.ts';
import { table } from './table.ts';
import { when } from './words.ts';

/** The text of a file, whatever ends its lines. Throws that there is none in it. */
async function textOfFile(file: string): Promise<string> {
  // Decoded without the byte order mark that some editors put first.
  const text = new TextDecoder().decode(await readGivenFile(file)).replace(/\r\n?/g, '\n');
  if (text.trim() === '') throw wrongUse(`The file ${file} is empty.`);
  return text;
}

/** The licence of files; a language that is not given stays as the company has it. */
async function licenceOf(
  { call, path }: Session,
  options: Readonly<Record<string, string>>,
): Promise<{ body: v.InferInput<typeof SettingsChange>; revision: number }> {
  const { settings, revision } = await call('getSettings');
  const textOf = async (language: 'en' | 'fr') =>
    options[language] === undefined
      ? settings.licence?.[language]
      : await textOfFile(path(options[language]));
  const [en, fr] = await Promise.all([textOf('en'), textOf('fr')]);
  if (options.en === undefined && options.fr === undefined)
    throw wrongUse('Say which files hold the licence: --en FILE --fr FILE.');
  if (en === undefined || fr === undefined)
    throw wrongUse('The first licence needs both languages: --en FILE --fr FILE.');
  return { body: { licence: { en, fr } }, revision };
}

/** The licence, under the settings. */
export const licenceCommands: readonly RouteCommand[] = [
  routeCommand({
    route: 'changeSettings',
    words: 'licence',
    example: 'settings licence --en licence.en.txt --fr licence.fr.txt',
    about:
      'Sets the licence that customers accept, from text files; its version becomes another one.',
    said: settingNames,
    options: {
      '--en <file>': 'the English text; {company} stands for the company',
      '--fr <file>': 'the French text',
    },
    input: (session, _args, options) => licenceOf(session, options),
    show: (view, session) => shown(view, session, ['licence', 'licence version']),
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
