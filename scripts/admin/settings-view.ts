import type { SettingsView } from '../../common/contract/settings.ts';
import type { Call } from './call.ts';
import type { Session } from './route-command.ts';
import { settingNames, typed } from './setting-values.ts';
import { table } from './table.ts';

/**
 * The settings as a table, all or only those of these names: each with its value, and whether an
 * administrator has set it.
 */
export function shown(
  view: SettingsView,
  { terminal }: Pick<Session, 'terminal'>,
  only?: readonly string[],
): string {
  const rows = [
    ...settingNames.map((name) => ({
      name: name as string,
      value: typed(name, view.settings),
      isChanged: view.changed.includes(name),
    })),
    { name: 'logo', value: view.logo ?? '-', isChanged: view.logo !== null },
    { name: 'licence version', value: view.licenceVersion, isChanged: false },
  ];
  return table(
    only === undefined ? rows : rows.filter(({ name }) => only.includes(name)),
    [
      ['setting', ({ name }) => name],
      ['', ({ isChanged }) => (isChanged ? 'set' : '')],
      ['value', ({ value }) => value],
    ],
    terminal.columns,
  );
}

/** The revision that a change of the settings is decided on, unless another one is named. */
export const revisionOf = async (call: Call) => (await call('getSettings')).revision;
