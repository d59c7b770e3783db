import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../../server/config.ts';
import { createPinGuard, type PinGuard } from '../../../server/sessions/pin-guard.ts';
import { HttpError } from '../../../server/http/http-error.ts';
import { defaultSettings, settingsOver } from '../../../server/settings/defaults.ts';
import { openEmbedded } from '../../../server/store/embedded.ts';
import type { Store } from '../../../server/store/store.ts';
import { testClock } from '../../support/clock.ts';
import { sessionDocument } from '../../support/documents.ts';
import { storesUnderTest } from '../../support/stores.ts';

const MINUTE = 60_000;

const codeOf = (error: unknown) => {
  if (error instanceof HttpError) return error.code;
  throw error;
};
/** An address that nobody has guessed from yet. */
let guessers = 0;
const elsewhere = () => `198.51.${(guessers += 1) >> 8}.${guessers & 255}`;

/** What whoever guesses wrong is told. */
const wrongAt = (guard: PinGuard, withExtra = false, address = elsewhere()) =>
  guard
    .guess({ address, withExtra }, () => Promise.reject(new HttpError('pin_wrong')))
    .catch(codeOf);

/** PINs of which no two are the same, as no two are that are open. */
let drawn = 0;
const anotherPin = () => String((drawn += 1)).padStart(6, '0');

/** Puts sessions into the store whose PINs are open. */
async function openPinsIn(store: Store, many: number, now: number, minutes: number): Promise<void> {
  const pins = Array.from({ length: many }, anotherPin);
  const pinExpiresAt = now + minutes * MINUTE;
  await Promise.all(
    pins.map((pin) =>
      store.sessions.insert(
        sessionDocument({ pin, createdAt: now, pinDrawnAt: now, pinExpiresAt }),
      ),
    ),
  );
}

describe('the guard of the PINs', () => {
  const clock = testClock();
  let store: Store;
  let pinMinutes: number;
  let guard: PinGuard;
  const newGuard = () =>
    createPinGuard({
      store,
      clock,
      company: () => settingsOver(defaultSettings(readConfig({})), { pinMinutes }),
    });
  beforeEach(async () => {
    store = await openEmbedded({ inMemory: true }, clock);
    pinMinutes = 20;
    guard = newGuard();
  });
  afterEach(() => store.close());

  const openPins = (many: number) => openPinsIn(store, many, clock.now(), pinMinutes);
  const look = async (at = guard) => await at.look(await store.sessions.open());
  const wrong = (withExtra = false, at = guard) => wrongAt(at, withExtra);
  const right = (withExtra = false) =>
    guard.guess({ address: elsewhere(), withExtra }, async () => 'found').catch(codeOf);
  async function wrongOnes(many: number, withExtra = false): Promise<void> {
    for (let guess = 0; guess < many; guess += 1) expect(await wrong(withExtra)).toBe('pin_wrong');
  }

  it('asks for four more digits after nine wrong ones of a hundred open PINs', async () => {
    await openPins(100);
    await wrongOnes(9);
    expect(guard.asksForExtra()).toBe(false);
    expect(await wrong()).toBe('pin_extra_needed');
    expect(guard.asksForExtra()).toBe(true);
  });

  it('asks whoever comes, before anything is looked at, the right one too', async () => {
    await openPins(100);
    await wrongOnes(9);
    let looks = 0;
    for (let guess = 0; guess < 5; guess += 1) {
      const answer = guard
        .guess({ address: elsewhere(), withExtra: false }, async () => (looks += 1))
        .catch(codeOf);
      expect(await answer).toBe('pin_extra_needed');
    }
    expect(looks).toBe(0);
    expect(await right(true)).toBe('found');
  });

  it('lets the honest come in any number: what is right is given back', async () => {
    await openPins(100);
    for (let guess = 0; guess < 50; guess += 1) expect(await right()).toBe('found');
    await wrongOnes(9);
    for (let guess = 0; guess < 50; guess += 1) expect(await right(true)).toBe('found');
    await look();
    expect(guard.asksForExtra()).toBe(true);
  });

  it('counts PINs that were right once: how many there are must not matter', async () => {
    await openPins(100);
    const used = () =>
      guard
        .guess({ address: elsewhere(), withExtra: false }, () =>
          Promise.reject(new HttpError('pin_used')),
        )
        .catch(codeOf);
    for (let guess = 0; guess < 9; guess += 1) expect(await used()).toBe('pin_used');
    expect(await used()).toBe('pin_extra_needed');
  });

  it('pauses all PINs at last, says for how long, and goes on when less counts', async () => {
    await openPins(180);
    await look();
    await wrongOnes(5);
    expect(await wrong()).toBe('pin_extra_needed');
    // Five thousand guesses in one: the guard's own tally, as another node would fill it.
    await store.tally('pin-risk').add(clock.now() / MINUTE, 899_820, clock.now() + 1000 * MINUTE);
    expect(await wrong(true)).toBe('pin_wrong');
    const paused = await guard
      .guess({ address: elsewhere(), withExtra: true }, async () => 'found')
      .catch((error) => error);
    expect(paused).toMatchObject({ code: 'pin_entry_paused', status: 429 });
    expect(paused.more.retryAfterSeconds).toBeGreaterThan(0);
    expect(paused.more.retryAfterSeconds).toBeLessThanOrEqual(60);
    expect(await right()).toBe('pin_entry_paused');

    clock.pass(23 * MINUTE);
    await look();
    expect(guard.asksForExtra()).toBe(false);
    expect(await right()).toBe('found');
  });

  it('shows the digits to whoever was asked, also when others then turn out right', async () => {
    await openPins(200);
    await wrongOnes(3);
    let decide = () => {};
    let slow: Promise<unknown> | undefined;
    await new Promise<void>((begun) => {
      slow = guard.guess({ address: elsewhere(), withExtra: false }, () => {
        begun();
        return new Promise((resolve) => (decide = () => resolve('found')));
      });
    });
    expect(await right()).toBe('pin_extra_needed');
    decide();
    expect(await slow).toBe('found');
    await look();
    expect(guard.asksForExtra()).toBe(true);
  });

  it('asks at once where more than 200 PINs are open', async () => {
    await openPins(200);
    await look();
    expect(guard.asksForExtra()).toBe(false);
    expect(await wrong()).toBe('pin_wrong');
    await openPins(1);
    await look();
    expect(guard.asksForExtra()).toBe(true);
    expect(await wrong()).toBe('pin_extra_needed');
    expect(await wrong(true)).toBe('pin_wrong');
  });

  it('counts over the whole life of a PIN that may be older than PINs get by now', async () => {
    pinMinutes = 999;
    await openPins(100);
    await look();
    await wrongOnes(9);
    pinMinutes = 5;
    clock.pass(900 * MINUTE);
    await look();
    expect(await wrong()).toBe('pin_extra_needed');
    // Also on a node that was started since, and has not looked yet.
    expect(await wrong(false, newGuard())).toBe('pin_extra_needed');
    clock.pass(101 * MINUTE);
    await look();
    expect(await wrong()).toBe('pin_wrong');
  });

  it('never lets more be risked than it says within any life of a PIN', async () => {
    const minutes = fc.record({
      passes: fc.integer({ min: 0, max: 4 }),
      opens: fc.constantFrom(0, 0, 0, 5, 40),
      guesses: fc.integer({ min: 0, max: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(minutes, { minLength: 20, maxLength: 40 }), async (steps) => {
        await store.close();
        store = await openEmbedded({ inMemory: true }, clock);
        guard = newGuard();
        const looked: { at: number; risk: number }[] = [];
        for (const { passes, opens, guesses } of steps) {
          clock.pass(passes * MINUTE);
          await openPins(opens);
          await look();
          const now = clock.now();
          const open = await store.sessions.openPins(now);
          for (let guess = 0; guess < guesses; guess += 1) {
            const withExtra = guard.asksForExtra();
            if ((await wrong(withExtra)) === 'pin_wrong')
              looked.push({ at: now, risk: open / (withExtra ? 1e10 : 1e6) });
          }
        }
        for (const { at: from } of looked) {
          const within = looked.filter(({ at }) => at >= from && at <= from + 20 * MINUTE);
          const hits = within.reduce((sum, { risk }) => sum + risk, 0);
          expect(hits).toBeLessThan(0.9901e-3);
        }
      }),
      { numRuns: 5 },
    );
  }, 30_000);
});

describe.each(await storesUnderTest())('the guards of two nodes over one $name store', (engine) => {
  const clock = testClock();
  const company = () => settingsOver(defaultSettings(readConfig({})), {});
  let stores: Store[];
  beforeAll(async () => {
    const one = await engine.open(clock);
    stores = [one, engine.shared ? await engine.open(clock) : one];
  });
  afterAll(async () => {
    for (const store of new Set(stores)) await store.close();
  });

  it('let through together what one may let through, also when all are sent at once', async () => {
    const [one, other] = stores.map((store) => createPinGuard({ store, clock, company }));
    await openPinsIn(stores[0]!, 100, clock.now(), 20);
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => wrongAt(index % 2 ? one! : other!)),
    );
    const looked = answers.filter((code) => code === 'pin_wrong').length;
    expect(looked).toBeLessThanOrEqual(9);
    expect(answers.filter((code) => code === 'pin_extra_needed')).toHaveLength(60 - looked);
    expect(await stores[0]!.tally('pin-risk').sum(minute() - 1, minute() + 1)).toBe(
      looked * 1_000_000,
    );

    const third = createPinGuard({ store: stores[1]!, clock, company });
    expect(third.asksForExtra()).toBe(false);
    await third.look(await stores[1]!.sessions.open());
    expect(third.asksForExtra()).toBe(true);
  });

  const minute = () => Math.floor(clock.now() / MINUTE);
});
