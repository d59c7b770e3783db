import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import puppeteer from 'puppeteer';

/** The two engines that the product is tried on. */
export type Engine = 'chromium' | 'firefox';

/** Where a person may say which browser to take; the first that is set wins. */
const variables: Record<Engine, string[]> = {
  chromium: ['CHROME_PATH', 'PUPPETEER_EXECUTABLE_PATH'],
  firefox: ['FIREFOX_PATH'],
};

const names: Record<Engine, string[]> = {
  chromium: [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'chrome',
    'microsoft-edge',
  ],
  firefox: ['firefox', 'firefox-esr'],
};

/** Where installers put them, by system. `process.env` parts are Windows' own folder names. */
function usualPlaces(engine: Engine): string[] {
  if (process.platform === 'darwin') {
    return engine === 'firefox'
      ? ['/Applications/Firefox.app/Contents/MacOS/firefox']
      : ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
          (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
        );
  }
  if (process.platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .map((name) => process.env[name])
      .filter((folder): folder is string => Boolean(folder));
    const files =
      engine === 'firefox'
        ? ['Mozilla Firefox/firefox.exe']
        : ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];
    return folders.flatMap((folder) => files.map((file) => join(folder, file)));
  }
  return engine === 'firefox' ? ['/usr/lib/firefox/firefox'] : ['/opt/google/chrome/chrome'];
}

async function firstThatRuns(paths: string[]): Promise<string | null> {
  for (const path of paths) {
    const runs = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return path;
  }
  return null;
}

/**
 * The path of an installed browser, or null. A path that a person named must be there: a wrong one
 * is an error, not a reason to take another.
 */
export async function findBrowser(engine: Engine): Promise<string | null> {
  for (const variable of variables[engine]) {
    const named = process.env[variable];
    if (!named) continue;
    if (await firstThatRuns([named])) return named;
    throw new Error(`${variable} is ${named}, and there is no program that can be run.`);
  }
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => names[engine].map((name) => join(folder, name)));
  return (
    (await firstThatRuns([...onPath, ...usualPlaces(engine)])) ?? downloadedByPuppeteer(engine)
  );
}

/** Puppeteer's own download, where one was made before. */
async function downloadedByPuppeteer(engine: Engine): Promise<string | null> {
  const browser = engine === 'chromium' ? 'chrome' : 'firefox';
  try {
    return await firstThatRuns([puppeteer.executablePath({ browser })]);
  } catch {
    return null;
  }
}
