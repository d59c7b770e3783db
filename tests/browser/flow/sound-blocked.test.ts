import type { Page } from 'puppeteer';
import { expect, test } from 'vitest';
import { hearsSound } from '../../../scripts/browser/sound.ts';
import { waitUntil } from '../../../scripts/wait-until.ts';
import { goLive, isLive } from '../../support/browser/live.ts';
import { setScene } from '../../support/browser/scene.ts';

declare global {
  interface Window {
    /** The page's elements that were told to play a voice, whether or not the browser let them. */
    voices: Set<HTMLMediaElement>;
  }
}

/** Runs in the page, before its own scripts: it knows nothing of this file. */
function keepVoices(): void {
  window.voices = new Set();
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
    if (!this.muted) window.voices.add(this);
    const played = play.call(this);
    played.catch(
      ({ name }: DOMException) => name === 'NotAllowedError' && console.log('held back'),
    );
    return played;
  };
}

/**
 * Reloads a page, and waits until the browser has held a voice back there. The page itself says so:
 * whatever puppeteer evaluates in a page counts as a touch of it.
 */
async function reloadsSilently(page: Page): Promise<void> {
  const heldBack = new Promise<void>((resolve) => {
    page.on('console', (said) => said.text() === 'held back' && resolve());
  });
  await page.reload();
  await heldBack;
}

const plays = (page: Page) => page.evaluate(() => [...window.voices].some(({ paused }) => !paused));

test('where the browser lets no sound play without a touch, whoever reloads while live is told so, and hears after the one touch that is asked for', async () => {
  const scene = await setScene('en');
  const { technician, customer } = await goLive(
    { ...scene, technicianSignsIn: () => scene.technicianSignsIn({ silent: true }) },
    { silent: true, before: keepVoices },
  );
  const { panel } = technician;
  const { page } = customer;

  // What was allowed is remembered: the page comes back by itself, and was touched nowhere.
  await page
    .browser()
    .setPermission(
      new URL(scene.lens.url).origin,
      { permission: { name: 'camera' }, state: 'granted' },
      { permission: { name: 'microphone' }, state: 'granted' },
    );
  await reloadsSilently(page);
  const name = 'Administrator';
  await customer.reads('hear', { name });
  expect(await plays(page)).toBe(false);
  await customer.presses('hear', { name });
  await waitUntil('the customer hears', () => plays(page));
  await hearsSound(page, 'the customer');

  await panel.evaluateOnNewDocument(keepVoices);
  await reloadsSilently(panel);
  await technician.reads('sound_blocked');
  expect(await plays(panel)).toBe(false);
  await technician.presses('sound_play');
  await waitUntil('the technician hears', () => plays(panel));
  await isLive(technician, customer);
});
