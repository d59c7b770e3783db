import type { Page } from 'puppeteer';
import type { Language } from '../../../common/contract/views.ts';
import { encryptionWords } from '../../../common/i18n/encryption/words.ts';
import { ideas as en } from '../../../common/i18n/encryption/ideas.en.ts';
import { ideas as fr } from '../../../common/i18n/encryption/ideas.fr.ts';
import { waitUntil } from '../../../scripts/wait-until.ts';

const lists = { en, fr };

/** The four words that a panel shows, or a phone whose lock was touched, as places in the list of its language. */
export async function fourWords(page: Page, language: Language): Promise<number[]> {
  const list = `ol[aria-label="${encryptionWords[language].words}"] li`;
  let words: string[] = [];
  await waitUntil('the four words are there', async () => {
    words = await page.$$eval(list, (all) => all.map((each) => each.textContent!.trim()));
    return words.length === 4;
  });
  return words.map((word) => lists[language].indexOf(word));
}

/** Touches the lock on the phone and reads the words behind it. */
export async function fourWordsOnPhone(page: Page, language: Language): Promise<number[]> {
  await page.click(`button[aria-label="${encryptionWords[language].encryption}"]`);
  const numbers = await fourWords(page, language);
  await page.click('dialog[open] button');
  return numbers;
}
