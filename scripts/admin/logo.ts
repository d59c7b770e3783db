import { LONGEST_LOGO } from '../../common/contract/routes.ts';
import { wrongUse } from './exits.ts';
import { readGivenFile } from './given-file.ts';
import { routeCommand, type RouteCommand } from './route-command.ts';
import { revisionOf, shown } from './settings-view.ts';

/** The logo, under the settings. */
export const logoCommands: readonly RouteCommand[] = [
  routeCommand({
    route: 'changeLogo',
    words: 'set <file>',
    example: 'settings logo set logo.png',
    async input({ call, path }, [file]) {
      const body = new Uint8Array(await readGivenFile(path(file!)));
      if (body.length > LONGEST_LOGO)
        throw wrongUse(`A logo has ${LONGEST_LOGO / 1024 / 1024} MB at most.`);
      return { body, revision: await revisionOf(call) };
    },
    show: (view, session) => shown(view, session, ['logo']),
  }),
  routeCommand({
    route: 'removeLogo',
    words: 'remove',
    example: 'settings logo remove',
    input: async ({ call }) => ({ revision: await revisionOf(call) }),
    show: (view, session) => shown(view, session, ['logo']),
  }),
];
