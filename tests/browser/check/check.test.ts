import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../../../scripts/browser/chromium.ts';
import { imitateDevices } from '../../../scripts/browser/devices.ts';
import { doctor } from '../../../scripts/doctor/program.ts';
import { customerFolder } from '../../../scripts/root.ts';
import { waitUntil } from '../../../scripts/wait-until.ts';
import { readConfig } from '../../../server/config.ts';
import { startServer, type RunningServer } from '../../../server/start.ts';
import { openEmbedded } from '../../../server/store/embedded.ts';
import { hashToken, newToken } from '../../../server/tokens.ts';
import { placeOf } from '../../../server/store/folded.ts';
import { SCHEMA_VERSION } from '../../../server/store/documents.ts';
import { newFolder } from '../../support/admin.ts';
import { randomId, technicianDocument } from '../../support/documents.ts';
import { quickCost } from '../../support/server.ts';
import { SECRET } from '../../support/turn/credential.ts';
import { coturnProgram } from '../../support/turn/coturn-program.ts';
import { doctorsCoturn, type DoctorsCoturn } from '../../support/turn/doctors-coturn.ts';

describe.skipIf(coturnProgram() === null)('a phone that opens /check', () => {
  let coturn: DoctorsCoturn;
  let server: RunningServer;
  let browser: Browser;
  const token = newToken('a');
  const origin = () => `http://localhost:${server.port}`;

  beforeAll(async () => {
    coturn = await doctorsCoturn();
    const store = await openEmbedded({ inMemory: true });
    const maker = technicianDocument({ role: 'administrator' });
    await store.technicians.insert(maker);
    const id = randomId();
    await store.apiTokens.insert({
      _id: id,
      schema: SCHEMA_VERSION,
      hash: hashToken(token),
      name: 'doctor',
      place: placeOf('doctor', id),
      scopes: ['doctor:run'],
      createdAt: Date.now(),
      createdBy: { id: maker._id, name: maker.name },
      expiresAt: Date.now() + 600_000,
      seenAt: null,
    });
    const config = readConfig({
      LENS_PORT: '0',
      LENS_LOG_LEVEL: 'silent',
      LENS_DATA_DIR: newFolder(),
      LENS_STUN_URLS: coturn.stun,
      LENS_TURN_URLS: [coturn.urls.udp, coturn.urls.tcp, coturn.urls.tls].join(','),
      LENS_TURN_SECRET: SECRET,
    });
    server = await startServer(config, {
      openStore: async () => store,
      customerPage: customerFolder,
      passwordCost: quickCost,
    });
    browser = await launchChromium({
      // The relay's certificate is of an authority that no browser knows.
      args: [...imitateDevices('asks'), '--ignore-certificate-errors'],
      viewport: { width: 360, height: 640, isMobile: true, hasTouch: true },
    });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await coturn?.stop();
  });

  const textOf = (page: Page) => page.$eval('main', (main) => (main as HTMLElement).innerText);
  const begin = (page: Page) => page.locator('footer button').click();

  test('tries camera, socket, STUN and the relay, and tells the doctor that waits', async () => {
    const said = { out: '', err: '' };
    const ended = doctor(['--phone', '--url', origin()], {
      terminal: {
        print: (text) => (said.out += `${text}\n`),
        say: (text) => (said.err += `${text}\n`),
        ask: () => Promise.reject(new Error('nobody is asked')),
        isAttended: false,
        columns: 80,
      },
      env: { LENS_API_TOKEN: token, XDG_CONFIG_HOME: newFolder() },
      from: '/',
    });
    await waitUntil('the link is shown', () => said.err.includes('#code='));
    const [url] = /http:\/\/\S+#code=\S+/.exec(said.err)!;
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForSelector('footer button');
    // Nothing is begun by opening it, and the code is out of the address.
    expect(page.url()).toBe(`${origin()}/check`);
    await begin(page);
    await page.waitForFunction(() => document.querySelector('.good') !== null, { timeout: 90_000 });
    const status = await ended;
    for (const name of ['camera', 'event socket', 'relay by UDP', 'relay by TCP', 'relay by TLS'])
      expect(said.out).toMatch(new RegExp(`^ok +The ${name} works`, 'm'));
    expect(said.out).toMatch(/^ok +STUN works/m);
    expect(said.err).toContain('A phone has opened it: Chrome');
    expect(status).toBe(0);
    expect(await textOf(page)).toMatch(/Camera\s+Works/);
    await page.close();

    const late = await browser.newPage();
    await late.goto(url);
    await late.waitForSelector('footer button');
    await begin(late);
    await late.waitForSelector('.bad');
    expect(await textOf(late)).toContain('was already used');
    await late.close();
  });

  test('without a code tries what needs no credentials, and says so', async () => {
    const page = await browser.newPage();
    await page.goto(`${origin()}/check`);
    await page.waitForSelector('footer button');
    expect(await textOf(page)).toContain('Your address has no code');
    await begin(page);
    await page.waitForFunction(() => document.querySelectorAll('li.not_tried').length === 3, {
      timeout: 60_000,
    });
    expect(await page.$$eval('li.well', (rows) => rows.length)).toBe(3);
    await page.close();
  });
});
