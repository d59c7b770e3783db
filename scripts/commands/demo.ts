import { once } from 'node:events';
import type { Browser } from 'puppeteer';
import { ensureBuilt } from '../build/build.ts';
import { playByItself } from '../demo/play-by-itself.ts';
import { setUp, type Setting } from '../demo/setting.ts';
import { ways, type Way } from '../demo/ways.ts';

/** Whether a window can be opened on this machine. */
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);

const closed = (browser: Browser) =>
  new Promise((resolve) => void browser.once('disconnected', resolve));

/** Leaves both windows to whoever watches, until one is closed or Ctrl-C is pressed. */
async function playByHand(setting: Setting): Promise<number> {
  const { technician, customer, signIn, customerUrl, outboxUrl } = setting;
  await technician.openPanel();
  console.log(
    [
      'Two windows are open: a technician with the Lens panel, and a customer with a phone.',
      '',
      `1. In the panel, sign in. Server: ${signIn.server}`,
      `   E-mail: ${signIn.email}   Password: ${signIn.password}`,
      '2. Press "Start new session": a PIN appears.',
      `3. In the phone's window (${customerUrl}), go on to the PIN, enter it, accept the licence.`,
      '4. In the panel, press "Start session".',
      '',
      'Or invite the customer in another way. SMS and e-mails are sent to nobody: they are shown, with',
      `links that work, at ${outboxUrl}`,
      '',
      'Close a window, or press Ctrl-C, to end the demo.',
    ].join('\n'),
  );
  await Promise.race([
    closed(technician.browser),
    closed(customer.browser),
    once(process, 'SIGINT'),
    once(process, 'SIGTERM'),
  ]);
  return 0;
}

/** How the customer shall be invited, by PIN unless told; null where that is no way. */
function wayOf(options: readonly string[]): Way | null {
  const [, named] = options.find((option) => /^--via\b/.test(option))?.split('=') ?? ['', 'pin'];
  return ways.find((way) => way === named) ?? null;
}

/**
 * `npm run demo`: the whole flow on this machine, with no phone. With `-- --auto` it plays both
 * sides by itself, headless, and ends with one line of JSON; `--via=` names how the customer is
 * invited; `--picture` makes the README's picture. The status is 2 for a way that does not exist.
 */
export async function run(options: string[]): Promise<number> {
  const auto = options.includes('--auto');
  const via = wayOf(options);
  if (via === null) {
    console.error(`There is no such way to invite. --via= takes one of: ${ways.join(', ')}.`);
    return 2;
  }
  const fail = (reason: string) => {
    if (auto) console.log(JSON.stringify({ ok: false, via, reason }));
    else console.error(reason);
    return 1;
  };
  if (!auto && !hasDisplay) {
    return fail(
      'There is no display to open windows on. npm run demo -- --auto plays without one.',
    );
  }
  if (!(await ensureBuilt())) return fail('build: the pages do not build');
  let setting: Setting | undefined;
  try {
    const withPicture = options.includes('--picture');
    setting = await setUp(auto, withPicture);
    return auto ? await playByItself(setting, via, withPicture) : await playByHand(setting);
  } catch (error) {
    return fail(`set up: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await setting?.close();
  }
}
