import fc from 'fast-check';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { callCauses } from '../../../common/call/causes/cause.ts';
import { createCustomerShowing } from '../../../common/showing/customer.ts';
import {
  CustomerSays,
  TechnicianGlimpse,
  TechnicianSays,
  type Speech,
} from '../../../common/showing/said.ts';
import { writePiece } from '../../../common/showing/stills/pieces.ts';
import { createTechnicianShowing } from '../../../common/showing/technician.ts';

const count = fc.integer({ min: 1, max: 5 });
const place = fc.tuple(fc.nat(10_000), fc.nat(10_000));
const shape = fc.record({ kind: fc.constant('arrow' as const), from: place, to: place });
const digest = fc.constantFrom('0'.repeat(64), 'f'.repeat(64));

const causesSaid = fc.record({
  type: fc.constant('causes' as const),
  turn: count,
  causes: fc.subarray([...callCauses]),
});

const technicianSays: fc.Arbitrary<TechnicianSays> = fc.oneof(
  causesSaid,
  fc.record({
    type: fc.constant('stroke' as const),
    board: count,
    mark: count,
    from: count,
    places: fc.array(place, { minLength: 1, maxLength: 5 }),
  }),
  fc.record({ type: fc.constant('mark' as const), board: count, mark: count, shape }),
  fc.record({ type: fc.constant('undo' as const), board: count, mark: count }),
  fc.record({ type: fc.constant('erase' as const), board: count, upTo: count }),
  fc.record({ type: fc.constant('show' as const), turn: count, still: fc.option(count) }),
  fc.record({
    type: fc.constant('take' as const),
    still: count,
    how: fc.constant('photo' as const),
  }),
  fc.record({ type: fc.constant('want' as const), still: count, from: count }),
  fc.record({ type: fc.constant('cancel' as const), still: count }),
  fc.record({
    type: fc.constant('camera' as const),
    turn: count,
    wish: fc.record({ what: fc.constant('torch' as const), on: fc.boolean() }),
  }),
);

const customerSays: fc.Arbitrary<CustomerSays> = fc.oneof(
  causesSaid,
  fc.record({
    type: fc.constant('camera' as const),
    turn: count,
    state: fc.record({
      picture: fc.constant('live' as const),
      microphone: fc.constant('on' as const),
      torch: fc.boolean(),
      zoom: fc.record({
        min: fc.constant(1),
        max: fc.constant(2),
        step: fc.constant(1),
        now: fc.constant(1),
      }),
      lenses: fc.uniqueArray(fc.record({ id: fc.nat(31), kind: fc.constant('rear' as const) }), {
        selector: ({ id }) => id,
        maxLength: 16,
      }),
      lens: fc.constant(0),
    }),
  }),
  fc.record({ type: fc.constant('camera_refused' as const), what: fc.constant('torch' as const) }),
  fc.record({
    type: fc.constant('still' as const),
    still: count,
    mime: fc.constant('image/jpeg' as const),
    bytes: count,
    width: count,
    height: count,
    digest,
  }),
  fc.record({
    type: fc.constant('not_taken' as const),
    still: count,
    because: fc.constant('failed' as const),
  }),
);

const glimpses = fc.record({ what: fc.constant('pointer'), board: count, at: place });

/** Something like the given in which one value, however deep, is another one. */
function nearly(given: unknown, spot: number, other: unknown): unknown {
  if (typeof given !== 'object' || given === null) return other;
  const entries = Object.entries(given);
  if (entries.length === 0) return other;
  const [key, value] = entries[spot % entries.length]!;
  const deeper = nearly(value, Math.floor(spot / entries.length), other);
  return Array.isArray(given)
    ? given.map((each, index) => (String(index) === key ? deeper : each))
    : { ...given, [key]: deeper };
}

const notBy = (schema: v.GenericSchema, valid: fc.Arbitrary<unknown>) =>
  fc
    .oneof(
      fc.jsonValue(),
      fc.tuple(valid, fc.nat(10_000), fc.jsonValue()).map((given) => nearly(...given)),
      valid.map((message) => [message]),
      valid.map((message) => JSON.stringify(message)),
      fc.constantFrom(undefined, { type: '__proto__' }, { type: 'constructor' }, { type: null }),
    )
    .filter((message) => !v.is(schema, message));

describe('what is no word of the other side', () => {
  const speech: Speech = { send: vi.fn(), glimpse: vi.fn(), bytes: () => null };
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    vi.clearAllMocks();
  });

  it('is nothing to the customer’s page: it shows what it showed, and says nothing', () => {
    const take = vi.fn(async () => 'off' as const);
    const onWish = vi.fn();
    const showing = createCustomerShowing({ take, onWish });
    showing.speakBy(speech);
    const before = showing.view();
    const drawn = vi.fn();
    showing.paper.subscribe(drawn);
    fc.assert(
      fc.property(notBy(TechnicianSays, technicianSays), (message) => {
        showing.heard.onMessage(message);
        expect(showing.view()).toBe(before);
      }),
      { numRuns: 1_000 },
    );
    fc.assert(
      fc.property(notBy(TechnicianGlimpse, glimpses), (value) => showing.heard.onGlimpse(value)),
      { numRuns: 1_000 },
    );
    for (const heard of [take, onWish, drawn, speech.send]) expect(heard).not.toHaveBeenCalled();
  });

  it('is nothing to the panel', () => {
    const showing = createTechnicianShowing();
    showing.speakBy(speech);
    showing.take('photo');
    const before = showing.view();
    vi.mocked(speech.send).mockClear();
    fc.assert(
      fc.property(notBy(CustomerSays, customerSays), (message) => {
        showing.heard.onMessage(message);
        showing.heard.onGlimpse(message);
        expect(showing.view()).toBe(before);
      }),
      { numRuns: 1_000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        showing.heard.onBytes(new Uint8Array(bytes).buffer);
        expect(showing.view()).toBe(before);
      }),
    );
    expect(speech.send).not.toHaveBeenCalled();
    showing.close();
  });

  it('cannot make the panel keep what it did not ask for, in whatever order it comes', () => {
    const piece = fc
      .record({ still: count, offset: count, load: fc.uint8Array({ minLength: 1, maxLength: 9 }) })
      .map(({ load, ...rest }) => writePiece({ ...rest, load: new Uint8Array(load) }));
    const stills = customerSays.filter(({ type }) => type === 'still' || type === 'not_taken');
    fc.assert(
      fc.property(fc.array(fc.oneof(stills, piece), { maxLength: 50 }), (all) => {
        const showing = createTechnicianShowing();
        showing.speakBy(speech);
        for (const each of all)
          if (each instanceof ArrayBuffer) showing.heard.onBytes(each);
          else showing.heard.onMessage(each);
        expect(showing.view()).toMatchObject({ stills: [], coming: null, problem: null });
        showing.close();
      }),
    );
  });

  it('never makes either side fail, whatever a side that speaks the language says', () => {
    fc.assert(
      fc.property(
        fc.array(technicianSays, { maxLength: 60 }),
        fc.array(customerSays, { maxLength: 60 }),
        (toCustomer, toTechnician) => {
          const customer = createCustomerShowing({ take: async () => 'off', onWish() {} });
          const technician = createTechnicianShowing();
          technician.take('frame');
          toCustomer.forEach(customer.heard.onMessage);
          toTechnician.forEach(technician.heard.onMessage);
          expect(customer.view()).toMatchObject({ board: 0, still: null, last: null });
          expect(technician.view().stills).toEqual([]);
          customer.close();
          technician.close();
          expect(vi.getTimerCount()).toBe(0);
        },
      ),
    );
  });
});
