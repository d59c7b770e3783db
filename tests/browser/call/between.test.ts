import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { launchChromium } from '../../../scripts/browser/chromium.ts';
import { launchFirefox } from '../../../scripts/browser/firefox.ts';
import type { CallPage } from './page.ts';
import { openPlace, type Place } from './place.ts';
import type { SpyKind, SpyPage } from './spy.ts';

declare const side: CallPage;
declare const spy: SpyPage;

let place: Place;
let browsers: Browser[];
let technician: Page;
let customer: Page;
let between: Page;
let firefox: Browser;

const args = [
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
];

/** Each test is a session of its own, with ids that PeerServer has not seen. */
let round = 0;
let ids = { technician: '', customer: '', spyTechnician: '', spyCustomer: '' };

beforeAll(async () => {
  place = await openPlace();
  // Each in a profile of its own: what one keeps the others do not have.
  browsers = await Promise.all([
    launchChromium({ args }),
    launchChromium({ args }),
    launchChromium({ args }),
    launchFirefox({}),
  ]);
  const pages = await Promise.all(browsers.slice(0, 3).map((browser) => browser.newPage()));
  [technician, customer, between] = pages as [Page, Page, Page];
  firefox = browsers[3]!;
});
beforeEach(() => {
  round += 1;
  ids = {
    technician: `t${round}`,
    customer: `c${round}`,
    spyTechnician: `mt${round}`,
    spyCustomer: `mc${round}`,
  };
});
afterAll(async () => {
  await Promise.all((browsers ?? []).map((browser) => browser.close()));
  await place?.close();
});

const until = <T>(look: () => Promise<T>) => vi.waitFor(look, { timeout: 20_000, interval: 50 });
const view = (page: Page) => page.evaluate(() => side.encryption!.view());
const received = (page: Page) => page.evaluate(() => side.call!.statistics());
const setOther = (page: Page, id: string) =>
  page.evaluate((other) => side.call!.setOther(other), id);

/** Opens a side's page in this test's session, with camera and microphone sent from the start. */
async function begin(page: Page, role: 'technician' | 'customer', id = ids[role]): Promise<void> {
  await page.goto(place.url);
  await page.evaluate(
    (...given) => side.begin(...given),
    ...([role, id, place.peerPort, `session ${round}`] as const),
  );
  await page.evaluate(async () => {
    await side.open();
    side.send('both');
  });
}

async function beginSpy(kind: SpyKind): Promise<void> {
  await between.goto(place.url);
  await between.evaluate(
    (...given) => {
      const [how, technicianId, customerId, port, session] = given;
      spy.begin(how, { technician: technicianId, customer: customerId }, port, session);
    },
    ...([kind, ids.spyTechnician, ids.spyCustomer, place.peerPort, `session ${round}`] as const),
  );
}

/** A false server: each side is told that the one between is the other. */
async function leadThroughSpy(): Promise<void> {
  await between.evaluate(
    (toCustomer, toTechnician) => {
      spy.calls.technician.setOther(toCustomer);
      spy.calls.customer.setOther(toTechnician);
    },
    ids.customer,
    ids.technician,
  );
  await Promise.all([setOther(technician, ids.spyCustomer), setOther(customer, ids.spyTechnician)]);
}

/** Picture and sound arrive at both. */
const flows = (...pages: Page[]) =>
  until(async () => {
    for (const statistics of await Promise.all(pages.map(received))) {
      expect(statistics?.framesDecoded).toBeGreaterThan(5);
      expect(statistics?.totalAudioEnergy).toBeGreaterThan(0);
    }
  });

/** Both sides in a live call with each other, and the words that both show. */
async function live(): Promise<readonly number[]> {
  await Promise.all([begin(technician, 'technician'), begin(customer, 'customer')]);
  await Promise.all([setOther(technician, ids.customer), setOther(customer, ids.technician)]);
  await flows(technician, customer);
  return agreed();
}
const agreed = () =>
  until(async () => {
    const [one, two] = await Promise.all([view(technician), view(customer)]);
    expect(one).toMatchObject({ problem: null });
    expect(one.words).toHaveLength(4);
    expect(two.words).toEqual(one.words);
    return one.words!;
  });

test('the words are the same on both sides, and stay over a reload of each', async () => {
  const words = await live();
  await begin(customer, 'customer', `${ids.customer}again`);
  await Promise.all([
    setOther(technician, `${ids.customer}again`),
    setOther(customer, ids.technician),
  ]);
  await flows(technician, customer);
  expect(await agreed()).toEqual(words);
  await begin(technician, 'technician', `${ids.technician}again`);
  await Promise.all([
    setOther(technician, `${ids.customer}again`),
    setOther(customer, `${ids.technician}again`),
  ]);
  await flows(technician, customer);
  expect(await agreed()).toEqual(words);
  for (const page of [technician, customer]) expect((await view(page)).changed).toBe(false);
});

test('the words stay when a broken connection is replaced by another one', async () => {
  const words = await live();
  const made = await technician.evaluate(() => side.connections.length);
  await technician.evaluate(() => side.connections.at(-1)!.close());
  await customer.evaluate(() => side.connections.at(-1)!.close());
  await technician.evaluate(() => side.call!.retry());
  await until(async () =>
    expect(await technician.evaluate(() => side.connections.length)).toBeGreaterThan(made),
  );
  await flows(technician, customer);
  expect(await agreed()).toEqual(words);
  expect((await view(technician)).changed).toBe(false);
});

test('who sits between from the start and speaks for itself has the words differ', async () => {
  await Promise.all([begin(technician, 'technician'), begin(customer, 'customer')]);
  await beginSpy('speaks');
  await leadThroughSpy();
  // It works: each sees and hears the other, through the one between.
  await flows(technician, customer);
  const [one, two] = await until(async () => {
    const both = await Promise.all([view(technician), view(customer)]);
    for (const { words } of both) expect(words).toHaveLength(4);
    return both;
  });
  expect(one!.words).not.toEqual(two!.words);
});

test('who sits between and passes on what the two say is named on both sides, and gets nothing any more', async () => {
  await Promise.all([begin(technician, 'technician'), begin(customer, 'customer')]);
  await beginSpy('passes_on');
  await leadThroughSpy();
  await until(async () => {
    const problems = (await Promise.all([view(technician), view(customer)])).map(
      ({ problem }) => problem,
    );
    expect(problems).toContain('between');
    expect(problems).not.toContain(null);
  });
  for (const page of [technician, customer]) {
    expect((await view(page)).words).toBeNull();
    // The tracks are out of the connection.
    await until(async () =>
      expect(
        await page.evaluate(() =>
          side.connections
            .at(-1)!
            .getSenders()
            .every(({ track }) => track === null),
        ),
      ).toBe(true),
    );
  }
});

test('who comes in between at the first recovery gets no picture, no sound and no message before both are told', async () => {
  const words = await live();
  await beginSpy('speaks');
  await leadThroughSpy();
  await until(async () => {
    for (const page of [technician, customer])
      expect(await view(page)).toMatchObject({ changed: true, problem: null });
  });
  await technician.evaluate(() => side.call!.conversation.send('a secret'));
  // Connected with both, and nothing comes: neither a packet of media nor a message.
  await until(async () => {
    const states = await between.evaluate(() =>
      side.connections.map(({ connectionState }) => connectionState),
    );
    expect(states.filter((state) => state === 'connected')).toHaveLength(2);
  });
  // Long enough for what would be sent to have arrived: a second measurement of the quality.
  await until(async () => {
    const { quality } = await technician.evaluate(() => side.call!.current());
    expect(quality.kbitPerSecond).not.toBeNull();
  });
  const got = await between.evaluate(async () => ({
    media: await Promise.all(
      [spy.calls.technician, spy.calls.customer].map((call) => call.statistics()),
    ),
    overheard: spy.overheard,
  }));
  for (const each of got.media)
    expect(each).toMatchObject({ framesReceived: 0, soundPacketsReceived: 0 });
  expect(got.overheard).toEqual([]);
  const [one, two] = [await view(technician), await view(customer)];
  expect(one.words).not.toEqual(words);
  expect(two.words).not.toEqual(words);
  expect(one.words).not.toEqual(two.words);
  // Told, each side goes on: the people have been warned.
  for (const page of [technician, customer]) await page.evaluate(() => side.encryption!.told());
  await flows(technician, customer);
});

test('a customer in Firefox has the same words, also after a reload', async () => {
  const page = await firefox.newPage();
  await Promise.all([begin(technician, 'technician'), begin(page, 'customer')]);
  await Promise.all([setOther(technician, ids.customer), setOther(page, ids.technician)]);
  const words = await until(async () => {
    const [one, two] = await Promise.all([view(technician), view(page)]);
    expect(one.words).toHaveLength(4);
    expect(two.words).toEqual(one.words);
    return one.words;
  });
  await begin(page, 'customer', `${ids.customer}again`);
  await Promise.all([setOther(technician, `${ids.customer}again`), setOther(page, ids.technician)]);
  await flows(technician);
  expect(await view(technician)).toMatchObject({ words, changed: false });
  expect(await view(page)).toMatchObject({ words, changed: false });
});
