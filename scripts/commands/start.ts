import { ConfigError, environment, readConfig, type Config } from '../../server/config.ts';
import { ensureBuilt } from '../build/build.ts';
import { openToLan } from '../lan/open-to-lan.ts';
import { extensionFolder } from '../root.ts';

const howToLoad = `
Extension:      open chrome://extensions in Chrome or Edge and switch on "Developer mode",
                click "Load unpacked" and choose ${extensionFolder}
                then pin Lens (the puzzle icon) and click it: the panel opens
`;

/** The configuration, or null with what is wrong with it said as the server says it. */
function configuration(): Config | null {
  try {
    return readConfig(environment());
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    return null;
  }
}

/** `npm start`: builds what has changed and runs the server; with `-- --lan` for phones nearby too. */
export async function run(options: string[]): Promise<number> {
  const unknown = options.find((option) => option !== '--lan');
  if (unknown) {
    console.error(`npm start does not know ${unknown}. It takes --lan, or nothing.`);
    return 1;
  }
  const config = configuration();
  if (!config || !(await ensureBuilt())) return 1;

  const lan = options.includes('--lan') ? await openToLan(config) : null;
  if (options.includes('--lan') && !lan) return 1;
  Object.assign(process.env, lan?.environment);

  // The server runs in this process: it alone hears the signals, and its exit status is ours.
  await import('../../server/main.ts');
  const status = Number(process.exitCode ?? 0);
  if (status === 0) {
    console.log(howToLoad);
    if (lan) console.log(lan.words);
  } else {
    lan?.page.close();
  }
  return status;
}
