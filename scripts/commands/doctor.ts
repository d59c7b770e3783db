import { environment } from '../../server/config.ts';
import { ownTerminal } from '../admin/terminal.ts';
import { doctor } from '../doctor/program.ts';

/**
 * `npm run doctor`: whether everything is right. `from` is the folder in which the person stood. The
 * status is 0 where nothing is wrong, 1 where something is, 2 for wrong use, 3 for not reachable.
 */
export async function run(options: string[], from: string): Promise<number> {
  return await doctor(options, { terminal: ownTerminal(), env: environment(), from });
}
