import type { Browser, Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { launchChromium } from '../../../scripts/browser/chromium.ts';
import { freePort } from '../../../scripts/free-port.ts';
import { credentialOf } from '../../support/turn/credential.ts';
import { startCoturn, type Coturn } from '../../support/turn/coturn.ts';
import { coturnProgram } from '../../support/turn/coturn-program.ts';
import type { IceTransport } from '../../../common/contract/ice-url.ts';
import type { CallPage } from './page.ts';
import { openPlace, type Place } from './place.ts';

declare const side: CallPage;

const args = [
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  // The relay's certificate is of an authority of the test's own.
  '--ignore-certificate-errors',
];

let place: Place;
let coturn: Coturn;
let browsers: Browser[] = [];
let pages: { technician: Page; customer: Page };
let round = 0;

const until = <T>(look: () => Promise<T> | T) =>
  vi.waitFor(look, { timeout: 30_000, interval: 100 });
const view = (page: Page) =>
  page.evaluate(() => {
    const { state, relayTrouble, quality } = side.call!.current();
    return { state, relayTrouble, way: quality.way };
  });

/** Both sides begin a call that may go through a relay alone: `url`, with a credential each. */
async function begin(url: string, credential: { endsInMs?: number; secret?: string } = {}) {
  round += 1;
  const ids = { technician: `t${round}`, customer: `c${round}` };
  const both = Object.entries(pages) as ['technician' | 'customer', Page][];
  await Promise.all(
    both.map(async ([role, page]) => {
      const server = { urls: [url], ...(await credentialOf(ids[role], credential)) };
      await page.goto(place.url);
      await page.evaluate(
        async (...[who, id, port, iceServer]) => {
          side.iceServers = [iceServer];
          side.forced = { iceTransportPolicy: 'relay' };
          side.begin(who, id, port);
          await side.open();
          side.send('both');
        },
        role,
        ids[role],
        place.peerPort,
        server,
      );
    }),
  );
  await Promise.all(
    both.map(([role, page]) =>
      page.evaluate(
        (id) => side.call!.setOther(id),
        ids[role === 'customer' ? 'technician' : 'customer'],
      ),
    ),
  );
}

/** Picture and sound at the technician's, from now on. */
async function everythingFlows(): Promise<void> {
  const received = () => pages.technician.evaluate(() => side.call!.statistics());
  const before = await received();
  await until(async () => {
    const now = await received();
    expect(now!.framesDecoded).toBeGreaterThan((before?.framesDecoded ?? 0) + 5);
    expect(now!.totalAudioEnergy).toBeGreaterThan(before?.totalAudioEnergy ?? 0);
  });
}

describe.skipIf(coturnProgram() === null)('a call that finds no way but the relay', () => {
  beforeAll(async () => {
    place = await openPlace();
    coturn = await startCoturn({
      // 127.0.0.1 is where both sides' relayed addresses are.
      lines: ['allow-loopback-peers', 'allowed-peer-ip=127.0.0.1'],
    });
    browsers = await Promise.all([launchChromium({ args }), launchChromium({ args })]);
  });
  beforeEach(async () => {
    const [technician, customer] = await Promise.all(browsers.map((browser) => browser.newPage()));
    pages = { technician: technician!, customer: customer! };
  });
  afterEach(() => Promise.all(Object.values(pages).map((page) => page.close())));
  afterAll(async () => {
    await Promise.all(browsers.map((browser) => browser.close()));
    await coturn?.stop();
    await place?.close();
  });

  test.each<IceTransport>(['udp', 'tcp', 'tls'])('is there over %s, and says so', async (over) => {
    await begin(coturn.urls[over]);
    await everythingFlows();
    await until(async () => {
      for (const page of Object.values(pages))
        expect(await view(page)).toEqual({
          state: 'connected',
          relayTrouble: null,
          way: { relayed: true, over },
        });
    });
  });

  test('outlives its credential', async () => {
    const endsInMs = 4_000;
    const ends = Date.now() + endsInMs;
    await begin(coturn.urls.udp, { endsInMs });
    await everythingFlows();
    await until(() => expect(Date.now()).toBeGreaterThan(ends));
    await everythingFlows();
    expect(await pages.technician.evaluate(() => side.states)).toEqual(['connecting', 'connected']);
  });

  test.each([
    ['has ended', { endsInMs: -1_000 }],
    ['is forged', { secret: 'another-secret-of-somebody' }],
  ])('is none with a credential that %s, and says why', async (_, credential) => {
    await begin(coturn.urls.udp, credential);
    await until(async () =>
      expect(await view(pages.technician)).toMatchObject({ relayTrouble: 'credentials_refused' }),
    );
    expect((await view(pages.customer)).state).not.toBe('connected');
  });

  test('says that a relay does not answer', async () => {
    // Nobody listens there: TCP is refused at once.
    await begin(`turn:127.0.0.1:${await freePort()}?transport=tcp`);
    await until(async () =>
      expect(await view(pages.technician)).toMatchObject({ relayTrouble: 'unreachable' }),
    );
  });
});
