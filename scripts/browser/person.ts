import type { Locator, Page } from 'puppeteer';

/** How long a person waits for a page before giving up on it, in ms. */
const PATIENCE_MS = 30_000;

const quoted = (name: string) => name.replaceAll('\\', '\\\\').replaceAll('"', '\\"');

/** A control by what a screen reader calls it. */
function named(page: Page, name: string, role?: string): Locator<Element> {
  const ofRole = role ? `[role="${role}"]` : '';
  return page.locator(`::-p-aria([name="${quoted(name)}"]${ofRole})`).setTimeout(PATIENCE_MS);
}

/** Clicks a button by its accessible name, once it is there and enabled. */
export async function press(page: Page, name: string): Promise<void> {
  await named(page, name, 'button').click();
}

/** Opens a tab within the page by its name. */
export async function openTab(page: Page, name: string): Promise<void> {
  await named(page, name, 'tab').click();
}

/** Fills a field by its label, in place of what stands there. */
export async function fill(page: Page, label: string, text: string): Promise<void> {
  await named(page, label, 'textbox').fill(text);
}

/** Chooses one of a list's entries by its value. */
export async function choose(page: Page, label: string, value: string): Promise<void> {
  await named(page, label, 'combobox').fill(value);
}

/** Types into a field key by key, as it is selected: what stands there and is selected goes. */
export async function type(page: Page, label: string, text: string): Promise<void> {
  await named(page, label, 'textbox').wait();
  const field = await page.$(`::-p-aria([name="${quoted(label)}"][role="textbox"])`);
  await field?.focus();
  await page.keyboard.type(text);
}

/** Waits until a control of that name is there. */
export async function findControl(page: Page, name: string, role?: string): Promise<void> {
  await named(page, name, role).setVisibility('visible').wait();
}

/** Whether a text can be read on the page now. */
export async function reads(page: Page, text: string): Promise<boolean> {
  return page.evaluate((wanted) => document.body.innerText.includes(wanted), text);
}

/** What stands on the page, for the words of a failure. */
async function failedToRead(page: Page, what: string, cause: unknown): Promise<Error> {
  const shown = await page.evaluate(() => document.body.innerText).catch(() => '(no page)');
  return new Error(`${what} was not on the page. It said:\n${shown}`, { cause });
}

/** Waits until a text can be read on the page. */
export async function read(page: Page, text: string): Promise<void> {
  try {
    await page.waitForFunction(
      (wanted) => document.body?.innerText.includes(wanted),
      { timeout: PATIENCE_MS, polling: 100 },
      text,
    );
  } catch (error) {
    throw await failedToRead(page, `"${text}"`, error);
  }
}

/** Waits until what is written on the page matches, and gives the match. */
export async function readMatch(page: Page, pattern: RegExp): Promise<[string, ...string[]]> {
  try {
    const match = await page.waitForFunction(
      (source) => new RegExp(source).exec(document.body?.innerText ?? ''),
      { timeout: PATIENCE_MS, polling: 100 },
      pattern.source,
    );
    return (await match.jsonValue()) as unknown as [string, ...string[]];
  } catch (error) {
    throw await failedToRead(page, String(pattern), error);
  }
}
