import { expect, test, vi } from 'vitest';
import { commitmentTo, newNonce, outcomeOf } from '../../../../common/call/encryption/digests.ts';
import type { Said } from '../../../../common/call/encryption/said.ts';
import { fingerprint } from './certificates.ts';
import { exchanging, twoSides, type ExchangingSide } from './two-exchanges.ts';

const begin = (...sides: readonly ExchangingSide[]) =>
  sides.forEach(({ exchange }) => exchange.begin());
const types = (side: ExchangingSide) => side.said.map(({ type }) => type);
const until = <T>(look: () => T | Promise<T>) => vi.waitFor(look, { timeout: 5_000, interval: 2 });
const heard = (side: ExchangingSide, ...said: unknown[]) =>
  said.forEach((one) => side.exchange.hear(typeof one === 'string' ? one : JSON.stringify(one)));

/** The customer's side against whoever stands on the other end and chooses what to say. */
function alone(more = {}) {
  const customer = exchanging('customer', () => {}, more);
  customer.exchange.begin();
  return customer;
}
const share = { nonce: newNonce(), fingerprint: fingerprint('technician') };
const commitment = async (
  role: 'technician' | 'customer' = 'technician',
  session = 'a session',
  of = share,
): Promise<Said> => ({
  type: 'commitment',
  commitment: await commitmentTo(role, session, of),
  had: false,
});

test('both sides come to the same four words, and show no nonce before they have the other’s commitment', async () => {
  const { technician, customer, both } = twoSides();
  begin(...both);
  await until(() => both.forEach(({ outcome }) => expect(outcome).not.toBeNull()));
  expect(technician.outcome).toEqual(customer.outcome);
  expect(technician.outcome).toMatchObject({ changed: false });
  expect(technician.outcome!.words).toHaveLength(4);
  for (const side of both) expect(types(side)).toEqual(['commitment', 'reveal']);
});

test('a second exchange between the same two certificates comes to other words', async () => {
  const words = [];
  for (let time = 0; time < 2; time += 1) {
    const { technician, both } = twoSides();
    begin(...both);
    words.push(await until(() => technician.outcome!.words));
  }
  expect(words[0]).not.toEqual(words[1]);
});

test('the words hang on everything: session, roles, each nonce and each certificate', async () => {
  const shares = {
    technician: { nonce: 'a', fingerprint: 'b' },
    customer: { nonce: 'c', fingerprint: 'd' },
  };
  const others = [
    ['another session', shares],
    ['session', { technician: shares.customer, customer: shares.technician }],
    ['session', { ...shares, technician: { nonce: 'ab', fingerprint: '' } }],
    ['session', { ...shares, customer: { nonce: 'x', fingerprint: 'd' } }],
    ['session', { ...shares, customer: { nonce: 'c', fingerprint: 'x' } }],
  ] as const;
  const { words, digest } = await outcomeOf('session', shares);
  expect(words.every((word) => Number.isInteger(word) && word >= 0 && word < 256)).toBe(true);
  for (const [session, given] of others) {
    const other = await outcomeOf(session, given);
    expect(other.digest).not.toBe(digest);
    expect(other.words).not.toEqual(words);
  }
});

test('who has words for these certificates says so, and nothing else is said', async () => {
  const digest = 'ab'.repeat(32);
  const { both } = twoSides({ technician: { known: digest }, customer: { known: digest } });
  begin(...both);
  await until(() => both.forEach(({ kept }) => expect(kept).toBe(true)));
  for (const side of both) expect(types(side)).toEqual(['known']);
});

test.each([
  ['only one of the two has any', { technician: { known: 'ab'.repeat(32), had: true } }],
  [
    'the two mean others',
    {
      technician: { known: 'ab'.repeat(32), had: true },
      customer: { known: 'cd'.repeat(32), had: true },
    },
  ],
])('there are new words where %s, and both know that they have changed', async (_, more) => {
  const { technician, customer, both } = twoSides(more);
  begin(...both);
  await until(() => both.forEach(({ outcome }) => expect(outcome).not.toBeNull()));
  expect(technician.outcome).toEqual({ ...customer.outcome, changed: true });
  expect(customer.otherHad).toBe(true);
});

test('a side that never had words is told that the other one had', async () => {
  const { technician, customer, both } = twoSides({ technician: { had: true } });
  begin(...both);
  await until(() => expect(customer.outcome).toMatchObject({ changed: true }));
  expect(technician.outcome).toMatchObject({ changed: true });
  customer.exchange.tell();
  await until(() => expect(technician.told).toBe(true));
  expect(customer.told).toBe(false);
});

test('a nonce is shown only after the other side’s commitment, however long that takes', async () => {
  const customer = alone();
  await until(() => expect(types(customer)).toEqual(['commitment']));
  heard(customer, { type: 'reveal', ...share });
  await until(() => expect(customer.failure).toBe('order'));
  expect(types(customer)).toEqual(['commitment', 'failed']);
});

test('whoever chooses its nonce after it has seen this side’s is caught', async () => {
  const customer = alone();
  heard(customer, await commitment());
  await until(() => expect(types(customer)).toEqual(['commitment', 'reveal']));
  // It knows all that goes into the words now, and looks for the nonce that makes them the ones it wants.
  heard(customer, { type: 'reveal', ...share, nonce: newNonce() });
  await until(() => expect(customer.failure).toBe('commitment'));
  expect(customer.outcome).toBeNull();
  expect(customer.said.at(-1)).toEqual({ type: 'failed', why: 'commitment' });
});

test('whoever passes on what the two say, between certificates of its own, is named', async () => {
  const between = fingerprint('between');
  const { both } = twoSides({
    technician: { pair: { own: fingerprint('technician'), other: between } },
    customer: { pair: { own: fingerprint('customer'), other: between } },
  });
  begin(...both);
  await until(() => both.forEach(({ failure }) => expect(failure).not.toBeNull()));
  expect(both.map(({ failure }) => failure)).toContain('fingerprint');
  for (const { outcome } of both) expect(outcome).toBeNull();
});

test('whoever commits to a certificate of its own and speaks for itself gets other words on each side', async () => {
  const between = fingerprint('between');
  const towards = (role: 'technician' | 'customer') => {
    const side: ExchangingSide = exchanging(
      role,
      (said) => setTimeout(() => spy.exchange.hear(JSON.stringify(said))),
      { pair: { own: fingerprint(role), other: between } },
    );
    const other = role === 'technician' ? 'customer' : 'technician';
    const spy: ExchangingSide = exchanging(
      other,
      (said) => setTimeout(() => side.exchange.hear(JSON.stringify(said))),
      { pair: { own: between, other: fingerprint(role) } },
    );
    begin(side, spy);
    return side;
  };
  const sides = [towards('technician'), towards('customer')];
  await until(() => sides.forEach(({ outcome }) => expect(outcome).not.toBeNull()));
  expect(sides[0]!.outcome!.words).not.toEqual(sides[1]!.outcome!.words);
});

test.each([
  ['this side’s own, reflected', async (customer: ExchangingSide) => customer.said[0]!],
  ['the other role’s', () => commitment('customer')],
  ['another session’s', () => commitment('technician', 'another session')],
  ['another nonce’s', () => commitment('technician', 'a session', { ...share, nonce: newNonce() })],
])('a commitment that is %s is none', async (_, made) => {
  const customer = alone();
  await until(() => expect(types(customer)).toEqual(['commitment']));
  heard(customer, await made(customer));
  await until(() => expect(types(customer)).toContain('reveal'));
  const own = customer.said.find((said) => said.type === 'reveal')!;
  heard(customer, (await made(customer)) === customer.said[0] ? own : { type: 'reveal', ...share });
  await until(() => expect(customer.failure).toBe('commitment'));
  expect(customer.outcome).toBeNull();
});

test('what was said over an earlier connection, said again between other certificates, is caught', async () => {
  const former = twoSides();
  begin(...former.both);
  await until(() => expect(former.customer.outcome).not.toBeNull());
  const customer = alone({ pair: { own: fingerprint('customer'), other: fingerprint('between') } });
  heard(customer, ...former.technician.said);
  await until(() => expect(customer.failure).toBe('fingerprint'));
});

test.each([
  ['a second commitment', ['commitment', 'commitment']],
  ['a second commitment after the words', ['commitment', 'reveal', 'commitment']],
  ['a second reveal', ['commitment', 'reveal', 'reveal']],
  ['that it has words, after a commitment', ['commitment', 'known']],
  ['that its page shows a change, before the words', ['commitment', 'told']],
  ['that its page shows a change, twice', ['commitment', 'reveal', 'told', 'told']],
])('who says %s is heard no more, and both are told', async (_, order) => {
  const customer = alone();
  const all: Record<string, unknown> = {
    commitment: await commitment(),
    reveal: { type: 'reveal', ...share },
    known: { type: 'known', digest: 'ab'.repeat(32) },
    told: { type: 'told' },
  };
  heard(customer, ...order.map((one) => all[one]));
  await until(() => expect(customer.failure).toBe('order'));
  expect(customer.said.at(-1)).toEqual({ type: 'failed', why: 'order' });
  const said = customer.said.length;
  heard(customer, all.commitment, all.reveal);
  await customer.exchange.hear('');
  await new Promise((resolve) => setTimeout(resolve));
  expect(customer.said).toHaveLength(said);
});

test('two that have the same words say nothing more: a commitment after that is a failure', async () => {
  const known = 'ab'.repeat(32);
  const customer = alone({ known });
  heard(customer, { type: 'known', digest: known }, await commitment());
  await until(() => expect(customer.failure).toBe('order'));
});

test.each([
  ['nothing', ''],
  ['no JSON', '{'],
  ['a number', '7'],
  ['an unknown kind', '{"type":"trust_me"}'],
  ['a commitment that is no digest', '{"type":"commitment","commitment":"ab","had":false}'],
  ['more than belongs there', `{"type":"told","more":1}`],
  ['a novel', JSON.stringify({ type: 'told', more: 'x'.repeat(10_000) })],
])('%s is no message, and ends the check', async (_, data) => {
  const customer = alone();
  heard(customer, data);
  await until(() => expect(customer.failure).toBe('malformed'));
});

test('a failure of the other side is this side’s too, and is not said back', async () => {
  const customer = alone();
  heard(customer, { type: 'failed', why: 'commitment' });
  await until(() => expect(customer.failure).toBe('other'));
  expect(types(customer)).toEqual(['commitment']);
});
