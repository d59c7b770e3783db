import type { Page } from 'puppeteer';
import { waitUntil } from '../wait-until.ts';
import { callStatistics } from './call-statistics.ts';

/**
 * What is more than the rounding of silence: the imitated microphone's beep gives about a tenth a
 * second, and digital silence some 1e-9.
 */
const AUDIBLE = 1e-4;

/** Waits until sound has been received and played on a page that had not been before. */
export async function hearsSound(page: Page, who: string): Promise<void> {
  const { audioEnergy } = await callStatistics(page);
  await waitUntil(
    `${who} hears the other side`,
    async () => (await callStatistics(page)).audioEnergy > audioEnergy + AUDIBLE,
  );
}
