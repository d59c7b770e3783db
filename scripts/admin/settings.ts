import type * as v from 'valibot';
import type { SettingsChange } from '../../common/contract/settings.ts';
import { licenceCommands } from './licence.ts';
import { routeCommand, type RouteCommand } from './route-command.ts';
import { assigned, settingNamed, settingNames } from './setting-values.ts';
import { revisionOf, shown } from './settings-view.ts';

type Change = v.InferInput<typeof SettingsChange>;

const every = settingNames.filter((name) => name !== 'licence');

/** Everything about settings. */
export const settingCommands: readonly RouteCommand[] = [
  routeCommand({
    route: 'getSettings',
    words: 'show',
    example: 'settings show',
    show: (view, session) => shown(view, session),
  }),
  routeCommand({
    route: 'changeSettings',
    words: 'set <name=value...>',
    example: 'settings set companyName="Acme" ways=link,qr tutorial=no',
    about: `Changes settings: ${every.join(', ')}. Open panels follow at once.`,
    said: settingNames,
    async input({ call }, assignments) {
      const body = Object.fromEntries(assignments.map(assigned)) as Change;
      return { body, revision: await revisionOf(call) };
    },
    show: (view, session, assignments) =>
      shown(
        view,
        session,
        assignments.map((each) => assigned(each)[0]),
      ),
  }),
  routeCommand({
    route: 'changeSettings',
    words: 'reset <name...>',
    example: 'settings reset pinMinutes licence',
    about: 'Sets settings back to their defaults.',
    said: settingNames,
    async input({ call }, named) {
      const body = Object.fromEntries(named.map((name) => [settingNamed(name), null])) as Change;
      return { body, revision: await revisionOf(call) };
    },
    show: shown,
  }),
  ...licenceCommands,
];
