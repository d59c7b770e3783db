import { environment } from '../../server/config.ts';
import { admin } from '../admin/program.ts';
import { ownTerminal } from '../admin/terminal.ts';

/**
 * `npm run admin -- <command>`: what the administrator's API does, from a terminal. `from` is the folder
 * in which the person stood. The status is 0 for done, 1 for refused, 2 for wrong use, 3 for not reachable.
 */
export async function run(options: string[], from: string): Promise<number> {
  return await admin(options, { terminal: ownTerminal(), env: environment(), from });
}
