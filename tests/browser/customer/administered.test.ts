import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Page } from 'puppeteer';
import { contrast } from '../../../common/colour/accent.ts';
import { findBrowser, type Engine } from '../../../scripts/browser/find.ts';
import { read, readMatch } from '../../../scripts/browser/person.ts';
import { waitUntil } from '../../../scripts/wait-until.ts';
import { setScene } from '../../support/browser/scene.ts';
import { administratorOf } from '../../support/browser/administrator.ts';

const engines: Engine[] = ['chromium'];
if (await findBrowser('firefox')) engines.push('firefox');

const logo = () =>
  sharp({ create: { width: 200, height: 80, channels: 3, background: '#c2185b' } })
    .png()
    .toBuffer();

/** What a button looks like, and what its policy forbade on the way. */
const button = (page: Page, words: string) =>
  page.evaluate((words) => {
    const found = [...document.querySelectorAll('button')].find(
      ({ textContent }) => textContent?.trim() === words,
    )!;
    const { backgroundColor, color } = getComputedStyle(found);
    return { backgroundColor, color };
  }, words);

const hex = (rgb: string) =>
  `#${rgb
    .match(/\d+/g)!
    .map((one) => Number(one).toString(16).padStart(2, '0'))
    .join('')}`;

describe.each(engines)('the customer’s page, in %s', (engine) => {
  test('has the company’s name, logo and colour as they are when it is loaded', async () => {
    const scene = await setScene('en');
    const administrator = await administratorOf(scene.lens);
    const { page, say } = await scene.customerOpens({ engine });
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await readMatch(page, /\S/);
    expect(await page.$('header img')).toBeNull();

    await administrator.changes({ companyName: 'Sample & Daughters', accentColour: '#ffe600' });
    await administrator.setsLogo(await logo());
    await page.reload();
    const shown = await page.waitForSelector('header img:not([hidden])');
    const box = await shown!.evaluate((image) => ({
      alt: (image as HTMLImageElement).alt,
      height: image.getBoundingClientRect().height,
    }));
    expect(box.alt).toBe('Sample & Daughters');
    expect(box.height).toBeLessThanOrEqual(48);
    expect(await page.title()).toContain('Sample & Daughters');
    await page.waitForFunction(
      () => document.documentElement.style.getPropertyValue('--fill') === '#ffe600',
    );
    // The colour comes over the button's transition.
    await waitUntil("the button has the company's colour", async () => {
      const { backgroundColor } = await button(page, say('ok'));
      return hex(backgroundColor) === '#ffe600';
    });
    const { backgroundColor, color } = await button(page, say('ok'));
    expect(contrast(hex(backgroundColor), hex(color))).toBeGreaterThanOrEqual(4.5);
    expect(complaints).toEqual([]);
  });

  test('has no tutorial where it is switched off', async () => {
    const scene = await setScene('en');
    const administrator = await administratorOf(scene.lens);
    const customer = await scene.customerOpens({ engine });
    await customer.reads('tutorial_point');
    await administrator.changes({ tutorial: false });
    await customer.page.reload();
    await customer.reads('camera_heading');
  });
});

test('a licence that changes while it is read is shown anew, from its beginning, and only then accepted', async () => {
  const scene = await setScene('en');
  const administrator = await administratorOf(scene.lens);
  const { id, pin } = await administrator.opensSession();
  const customer = await scene.customerOpens({ viewport: { width: 360, height: 640 } });
  await customer.goesToPin();
  await customer.enters(pin!);
  await customer.reads('accept');
  const paragraph = `${'A customer reads this to its end. '.repeat(24).trim()}\n\n`;
  const text = `The new licence of {company}.\n\n${paragraph.repeat(24)}`.slice(0, 19_990);
  await administrator.changes({ licence: { en: text, fr: text } });

  await customer.acceptsLicence();
  await read(customer.page, 'The new licence of');
  expect((await administrator.session(id)).state).toBe('joined');
  const place = await customer.page.evaluate((accept) => {
    const region = document.querySelector('[role=region]')!;
    const button = [...document.querySelectorAll('button')].find(
      ({ textContent }) => textContent?.trim() === accept,
    )!;
    return {
      read: region.scrollTop,
      more: region.scrollHeight - region.clientHeight,
      bottom: button.getBoundingClientRect().bottom,
    };
  }, customer.say('accept'));
  expect(place.read).toBe(0);
  expect(place.more).toBeGreaterThan(5_000);
  expect(place.bottom).toBeLessThanOrEqual(640);

  await customer.acceptsLicence();
  await customer.reads('not_shared');
  expect((await administrator.session(id)).state).toBe('connected');
});
