import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { launchChromium } from '../../../scripts/browser/chromium.ts';
import { launchFirefox } from '../../../scripts/browser/firefox.ts';
import type { CallPage } from './page.ts';
import { openPlace, type Place } from './place.ts';

declare const side: CallPage;

let place: Place;
let browsers: Record<'technicians' | 'chromium' | 'firefox', Browser>;
let technician: Page;
let customer: Page;

const fakeDevices = [
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
];

/** Ids that no test before has used: PeerServer remembers a former one for a while. */
let round = 0;
const ids = { technician: '', customer: '' };

async function begin(page: Page, role: 'technician' | 'customer', id = ids[role]): Promise<void> {
  await page.goto(place.url);
  await page.evaluate((...given) => side.begin(...given), role, id, place.peerPort);
}

const setOther = (page: Page, id: string | null) =>
  page.evaluate((other) => side.call!.setOther(other), id);
const state = (page: Page) => page.evaluate(() => side.call!.current().state);
const received = (page: Page) => page.evaluate(() => side.call!.statistics());
const send = (page: Page, what: 'both' | 'audio' | 'nothing') =>
  page.evaluate((given) => side.send(given), what);

const until = <T>(look: () => Promise<T> | T) =>
  vi.waitFor(look, { timeout: 20_000, interval: 50 });
const connected = (...pages: Page[]) =>
  until(async () =>
    expect(await Promise.all(pages.map(state))).toEqual(pages.map(() => 'connected')),
  );

/** Both sides in a warm call, devices open, nothing sent. */
async function warm(): Promise<void> {
  await Promise.all([begin(technician, 'technician'), begin(customer, 'customer')]);
  await Promise.all([
    setOther(technician, ids.customer),
    setOther(customer, ids.technician),
    technician.evaluate(() => side.open()),
    customer.evaluate(() => side.open()),
  ]);
  await connected(technician, customer);
}

/** The picture at the technician's and voice at both, from now on: more of each than there was. */
async function everythingFlows(): Promise<void> {
  const before = await Promise.all([received(technician), received(customer)]);
  await until(async () => {
    const [atTechnician, atCustomer] = await Promise.all([
      received(technician),
      received(customer),
    ]);
    expect(atTechnician!.framesDecoded).toBeGreaterThan((before[0]?.framesDecoded ?? 0) + 5);
    expect(atTechnician!.totalAudioEnergy).toBeGreaterThan(before[0]?.totalAudioEnergy ?? 0);
    expect(atCustomer!.totalAudioEnergy).toBeGreaterThan(before[1]?.totalAudioEnergy ?? 0);
  });
}

async function live(): Promise<void> {
  await warm();
  await Promise.all([send(customer, 'both'), send(technician, 'audio')]);
  await everythingFlows();
}

beforeAll(async () => {
  place = await openPlace();
  const [technicians, chromium, firefox] = await Promise.all([
    launchChromium({ args: fakeDevices }),
    launchChromium({ args: fakeDevices }),
    launchFirefox({}),
  ]);
  browsers = { technicians, chromium, firefox };
  technician = await technicians.newPage();
});

beforeEach(() => {
  round += 1;
  ids.technician = `t${round}`;
  ids.customer = `c${round}`;
});

afterAll(async () => {
  await Promise.all(Object.values(browsers ?? {}).map((browser) => browser.close()));
  await place?.close();
});

describe.each(['chromium', 'firefox'] as const)('a call with a customer in %s', (engine) => {
  beforeAll(async () => {
    customer = await browsers[engine].newPage();
  });

  test('is connected before the start, and not a frame or a sound passes', async () => {
    await warm();
    // Long enough for what would be sent to have arrived: a second measurement of the quality.
    await until(async () =>
      expect(
        (await technician.evaluate(() => side.call!.current())).quality.kbitPerSecond,
      ).not.toBeNull(),
    );
    for (const page of [technician, customer]) {
      expect(await received(page)).toEqual({
        framesReceived: 0,
        framesDecoded: 0,
        totalAudioEnergy: 0,
        soundPacketsReceived: 0,
        bytesReceived: 0,
      });
    }
  });

  test('shows the first frame soon after the start, and voice goes both ways', async () => {
    await warm();
    const frame = technician.evaluate(() => side.frame());
    const [began] = await Promise.all([send(customer, 'both'), send(technician, 'audio')]);
    const took = (await frame) - began!;
    expect(took).toBeLessThan(2_000);
    await everythingFlows();
  });

  test('carries voices that outlive lost packets, before the picture', async () => {
    await live();
    const [atTechnician, atCustomer] = await Promise.all(
      [technician, customer].map((page) => page.evaluate(() => side.voice())),
    );
    for (const { sent, received, mended, sound } of [atTechnician!, atCustomer!]) {
      for (const format of [sent, received]) {
        expect(format).toContain('useinbandfec=1');
        expect(format).toContain('maxaveragebitrate=40000');
        expect(format).not.toMatch(/usedtx=1|stereo=1/);
      }
      // The browser counts what it mends: none on a whole line.
      expect(mended).toBeTypeOf('number');
      expect(sound).toMatchObject({ active: true, priority: 'high' });
    }
    expect(atTechnician!.sound).toMatchObject({ networkPriority: 'high' });
    expect(atCustomer!.picture).toMatchObject({ priority: 'low', maxBitrate: 2_500_000 });
    // Firefox's imitated microphone has neither.
    const { microphone } = atTechnician!;
    expect(microphone).toEqual({ echoCancellation: true, noiseSuppression: true });
  });

  test('sends nothing any more when it is told to', async () => {
    await live();
    await send(customer, 'nothing');
    const frames = async () => (await received(technician))!.framesReceived;
    let last = -1;
    await until(async () => {
      const former = last;
      last = await frames();
      expect(last).toBe(former);
    });
    await send(customer, 'both');
    await everythingFlows();
  });

  test('comes back when the customer reloads', async () => {
    await live();
    const reloaded = `${ids.customer}again`;
    await begin(customer, 'customer', reloaded);
    await Promise.all([setOther(technician, reloaded), setOther(customer, ids.technician)]);
    await customer.evaluate(() => side.open());
    await send(customer, 'both');
    await connected(technician, customer);
    await everythingFlows();
    expect(await technician.evaluate(() => side.streams)).toBe(2);
    expect(await technician.evaluate(() => side.states)).toEqual([
      'connecting',
      'connected',
      'interrupted',
      'connected',
    ]);
  });

  test('comes back when the technician reloads, though the customer learns of it late', async () => {
    await live();
    const reloaded = `${ids.technician}again`;
    await begin(technician, 'technician', reloaded);
    await setOther(technician, ids.customer);
    await technician.evaluate(() => side.open());
    await send(technician, 'audio');
    await until(async () => expect(await state(customer)).toBe('interrupted'));
    await setOther(customer, reloaded);
    await connected(technician, customer);
    await everythingFlows();
  });

  test('goes on while PeerServer is away, and finds it again', async () => {
    await live();
    place.cutSockets();
    await everythingFlows();
    expect(await technician.evaluate(() => side.states)).toEqual(['connecting', 'connected']);
    // Only over sockets that were opened again can a document that reloads be called.
    const reloaded = `${ids.customer}again`;
    await begin(customer, 'customer', reloaded);
    await Promise.all([setOther(technician, reloaded), setOther(customer, ids.technician)]);
    await customer.evaluate(() => side.open());
    await send(customer, 'both');
    await connected(technician, customer);
    await everythingFlows();
  });

  test('whose connection breaks is mended, picture and sound', async () => {
    await live();
    await customer.evaluate(() => side.connections.forEach((one) => one.close()));
    await until(async () =>
      expect(await technician.evaluate(() => side.states)).toEqual([
        'connecting',
        'connected',
        'interrupted',
        'connected',
      ]),
    );
    await everythingFlows();
  });

  test('carries words and bytes beside picture and sound, over the next connection too', async () => {
    await live();
    const say = (page: Page, ...messages: string[]) =>
      page.evaluate((all) => all.forEach((each) => side.call!.conversation.send(each)), messages);
    const heard = (page: Page) => page.evaluate(() => side.heard);
    const sendBytes = () =>
      customer.evaluate(() => {
        const channel = side.call!.conversation.bytes();
        for (let piece = 0; piece < 10; piece += 1) channel!.send(new Uint8Array(10_000));
      });
    await say(technician, 'one', 'two');
    await say(customer, 'yes');
    await technician.evaluate(() => side.call!.conversation.glimpse({ at: 1 }));
    await sendBytes();
    await until(async () => {
      expect((await heard(customer)).messages.toSorted()).toEqual(['one', 'two']);
      expect((await heard(customer)).glimpse).toEqual({ at: 1 });
      expect(await heard(technician)).toMatchObject({ messages: ['yes'], bytes: 100_000 });
    });

    await customer.evaluate(() => side.connections.forEach((one) => one.close()));
    await say(technician, 'meanwhile');
    await until(async () =>
      expect(await technician.evaluate(() => side.states)).toEqual([
        'connecting',
        'connected',
        'interrupted',
        'connected',
      ]),
    );
    await say(customer, 'again');
    await until(async () => {
      expect((await heard(customer)).messages.toSorted()).toEqual(['meanwhile', 'one', 'two']);
      expect((await heard(technician)).messages).toEqual(['yes', 'again']);
    });
    await sendBytes();
    await until(async () => expect((await heard(technician)).bytes).toBe(200_000));
    // Once for each side: as it learned whom it speaks with.
    expect([(await heard(technician)).others, (await heard(customer)).others]).toEqual([1, 1]);
  });

  test('leaves nothing behind when it is closed', async () => {
    await live();
    for (const page of [technician, customer]) await page.evaluate(() => side.call!.close());
    for (const page of [technician, customer]) {
      const states = () => page.evaluate(() => side.connections.map((one) => one.signalingState));
      expect((await states()).filter((one) => one !== 'closed')).toEqual([]);
    }
  });
});
