import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../../server/config.ts';
import { HttpError } from '../../../server/http/http-error.ts';
import { createPinGuard, type PinGuard } from '../../../server/sessions/pin-guard.ts';
import { defaultSettings, settingsOver } from '../../../server/settings/defaults.ts';
import { openEmbedded } from '../../../server/store/embedded.ts';
import type { Store } from '../../../server/store/store.ts';
import { testClock } from '../../support/clock.ts';
import { sessionDocument } from '../../support/documents.ts';

const MINUTE = 60_000;
const PIN_MINUTES = 20;

/** Ways of having as many addresses as one line gives. */
const lines: Record<string, (guess: number) => string> = {
  'one IPv4': () => '203.0.113.5',
  'one /64': () => '2001:db8:1:2::/64',
  'one /56': (guess) => `2001:db8:1:${(guess % 256).toString(16)}::/64`,
  'one /48': (guess) => `2001:db8:1:${((guess * 257) % 65_536).toString(16)}::/64`,
};

describe('what one address may risk of the open PINs', () => {
  const clock = testClock();
  const company = () => settingsOver(defaultSettings(readConfig({})), { pinMinutes: PIN_MINUTES });
  let store: Store;
  let guard: PinGuard;
  beforeEach(async () => {
    store = await openEmbedded({ inMemory: true }, clock);
    guard = createPinGuard({ store, clock, company });
  });
  afterEach(() => store.close());

  let drawn = 0;
  async function openPins(many: number): Promise<void> {
    const now = clock.now();
    const life = { createdAt: now, pinDrawnAt: now, pinExpiresAt: now + PIN_MINUTES * MINUTE };
    const pins = Array.from({ length: many }, () => String((drawn += 1)).padStart(6, '0'));
    await Promise.all(pins.map((pin) => store.sessions.insert(sessionDocument({ pin, ...life }))));
    await guard.look(await store.sessions.open());
  }
  const told = (guess: Promise<unknown>) => guess.catch((error: HttpError) => error.code);
  const wrong = (address: string, withExtra = false) =>
    told(guard.guess({ address, withExtra }, () => Promise.reject(new HttpError('pin_wrong'))));
  const right = (address: string, withExtra = false) =>
    told(guard.guess({ address, withExtra }, () => Promise.resolve('found')));

  for (const [line, addressOf] of Object.entries(lines))
    it.each([1, 10, 30, 60, 99, 100, 101, 150, 200])(
      `never brings the extra digits on from ${line}, with %i open PINs`,
      async (many) => {
        await openPins(many);
        let last: unknown = '';
        // In several minutes of one PIN's life; 600 is what the largest share comes to with one PIN.
        for (let guess = 0; guess <= 610 && last !== 'too_many_attempts'; guess += 1) {
          if (guess % 100 === 99) clock.pass(MINUTE);
          last = await wrong(addressOf(guess));
        }
        expect(last).toBe('too_many_attempts');
        await guard.look(await store.sessions.open());
        expect(guard.asksForExtra()).toBe(false);
        expect(await right('198.51.100.9')).toBe('found');
      },
    );

  it.each(Object.entries(lines))('never pauses PINs from %s', async (line, addressOf) => {
    await openPins(150);
    const minute = Math.floor(clock.now() / MINUTE);
    await store.tally('pin-risk').add(minute, 9_000_000, clock.now() + 60 * MINUTE);
    await guard.look(await store.sessions.open());
    expect(guard.asksForExtra()).toBe(true);
    // As thousands of guesses before would have left it: but for the last two of the largest share.
    const used = (key: string, units: number) =>
      store.tally('pin-share-ten', key).add(minute, units, clock.now() + 60 * MINUTE);
    if (line === 'one IPv4' || line === 'one /64') await used(addressOf(0), 299_700);
    else
      await used(
        line === 'one /56' ? '2001:db8:1:0::/56' : '2001:db8:1::/48',
        line === 'one /56' ? 399_700 : 499_700,
      );
    await store.tally('pin-risk').add(minute, 499_700, clock.now() + 60 * MINUTE);
    expect([
      await wrong(addressOf(0), true),
      await wrong(addressOf(0), true),
      await wrong(addressOf(0), true),
    ]).toEqual(['pin_wrong', 'pin_wrong', 'too_many_attempts']);
    await guard.look(await store.sessions.open());
    expect(await right('198.51.100.9', true)).toBe('found');
  });

  it.each([
    { many: 200, errors: 1 },
    { many: 100, errors: 3 },
    { many: 50, errors: 7 },
    { many: 30, errors: 12 },
  ])(
    'lets an office behind one address err $errors times with $many open PINs, and still come in',
    async ({ many, errors }) => {
      await openPins(many);
      for (let error = 0; error < errors; error += 1)
        expect(await wrong('203.0.113.5')).toBe('pin_wrong');
      for (let customer = 0; customer < 20; customer += 1)
        expect(await right('203.0.113.5')).toBe('found');
    },
  );

  it('ends by itself, a life of a PIN later, and says when to try again', async () => {
    await openPins(100);
    for (let guess = 0; guess < 4; guess += 1) await wrong('203.0.113.5');
    const refused = await guard
      .guess({ address: '203.0.113.5', withExtra: false }, () => Promise.resolve())
      .catch((error: HttpError) => error);
    expect(refused).toMatchObject({ code: 'too_many_attempts', status: 429 });
    clock.pass(PIN_MINUTES * MINUTE - MINUTE);
    expect(await right('203.0.113.5')).toBe('too_many_attempts');
    clock.pass(4 * MINUTE);
    await guard.look(await store.sessions.open());
    expect(await right('203.0.113.5')).toBe('found');
  });

  it('is one for all servers of the store', async () => {
    await openPins(100);
    const other = createPinGuard({ store, clock, company });
    for (let guess = 0; guess < 2; guess += 1) await wrong('203.0.113.5');
    guard = other;
    for (let guess = 0; guess < 2; guess += 1) expect(await wrong('203.0.113.5')).toBe('pin_wrong');
    expect(await wrong('203.0.113.5')).toBe('too_many_attempts');
  });
});
