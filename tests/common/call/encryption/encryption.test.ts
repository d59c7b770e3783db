import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Encryption } from '../../../../common/call/encryption/encryption.ts';
import { otherSide } from '../../../../common/contract/session.ts';
import { UNANSWERED_AFTER_MS } from '../../../../common/call/encryption/guard.ts';
import { description, fingerprint } from './certificates.ts';
import { join, memoryStore, openEnd, openPage, type End, type MemoryStore } from './guarded.ts';

let stores: { technician: MemoryStore; customer: MemoryStore };
let technician: Encryption;
let customer: Encryption;

const until = <T>(look: () => T | Promise<T>) => vi.waitFor(look, { timeout: 5_000, interval: 2 });
const words = (encryption: Encryption) => encryption.view().words;

/** A page that shows what it is told as soon as it is told. */
function showing(encryption: Encryption): Encryption {
  encryption.subscribe(() => encryption.view().changed && encryption.told());
  return encryption;
}

beforeEach(async () => {
  stores = { technician: memoryStore('T'), customer: memoryStore('C') };
  technician = await openPage('technician', stores.technician);
  customer = await openPage('customer', stores.customer);
});
afterEach(() => {
  for (const each of [technician, customer]) each.close();
  vi.useRealTimers();
});

/** A new connection between the two pages, with certificates of their own or others'. */
function connect(certificates = { technician: 'T', customer: 'C' }): [End, End] {
  const ends: [End, End] = [openEnd(technician), openEnd(customer)];
  join([ends[0], certificates.technician], [ends[1], certificates.customer]);
  return ends;
}

test('who says more than an exchange has, before both are described, is not heard, and gets nothing', () => {
  const end = openEnd(customer);
  end.channel.open();
  const say = () => end.channel.dispatchEvent(new MessageEvent('message', { data: '{}' }));
  for (let said = 0; said < 8; said += 1) say();
  expect(end.guard.isOpen()).toBe(true);
  say();
  expect(end.guard.isOpen()).toBe(false);
  expect(end.guard.says()).toMatchObject({ failure: 'order' });
});

/** After the other end has heard the last that was said: each word takes a timer of its own, in order. */
const heard = () => new Promise((resolve) => setTimeout(() => setTimeout(resolve)));

async function agree(): Promise<readonly number[]> {
  connect();
  await until(() => expect(words(technician)).not.toBeNull());
  await until(() => expect(words(customer)).toEqual(words(technician)));
  return words(technician)!;
}

test('a connection is made with the session’s certificate', async () => {
  expect(await technician.certificates()).toEqual(['T']);
});

test('before anything is pinned picture and sound wait for nothing, and the words come by themselves', async () => {
  const end = openEnd(technician);
  expect(end.guard.isOpen()).toBe(true);
  const [one, two] = connect();
  expect([one.guard.isOpen(), two.guard.isOpen()]).toEqual([true, true]);
  await until(() => expect(words(technician)).toHaveLength(4));
  await until(() => expect(words(customer)).toEqual(words(technician)));
  expect(technician.view()).toMatchObject({ changed: false, problem: null });
  expect([...one.changes, ...two.changes]).not.toContain(false);
});

test.each(['technician', 'customer'] as const)(
  'where the %s learns of the descriptions last, after what the other has said, the words come all the same',
  async (late) => {
    const ends = { technician: openEnd(technician), customer: openEnd(customer) };
    const describe = {
      technician: () => ends.technician.describe('T', 'C'),
      customer: () => ends.customer.describe('C', 'T'),
    };
    const early = otherSide(late);
    ends[early].channel.partner = ends[late].channel;
    ends[late].channel.partner = ends[early].channel;
    describe[early]();
    for (const { channel } of Object.values(ends)) channel.open();
    await until(() => expect(ends[early].channel.said).toHaveLength(1));
    await heard();
    describe[late]();
    await until(() => expect(words(technician)).toHaveLength(4));
    await until(() => expect(words(customer)).toEqual(words(technician)));
  },
);

test('a description that turns out to name two certificates after the channel is open is told to the other side', async () => {
  const [one, two] = [openEnd(technician), openEnd(customer)];
  one.channel.partner = two.channel;
  two.channel.partner = one.channel;
  one.describe('T', 'C');
  for (const { channel } of [one, two]) channel.open();
  const [own, other] = ['C', 'T'].map((certificate) => `sha-256 ${fingerprint(certificate)}`);
  two.describeAs(description(own!), description(other!, `sha-256 ${fingerprint('M')}`));
  expect(customer.view()).toMatchObject({ failure: 'unclear' });
  await until(() => expect(technician.view()).toMatchObject({ problem: 'failed' }));
  expect(one.guard.isOpen()).toBe(false);
});

test('a new connection between the same certificates carries at once, with no word said, and keeps the words', async () => {
  const before = await agree();
  const ends: [End, End] = [openEnd(technician), openEnd(customer)];
  expect(ends.map(({ guard }) => guard.isOpen())).toEqual([false, false]);
  join([ends[0], 'T'], [ends[1], 'C'], false);
  expect(ends.map(({ guard }) => guard.isOpen())).toEqual([true, true]);
  for (const { channel } of ends) channel.open();
  await until(() => expect(ends[0].channel.said).toHaveLength(1));
  expect([words(technician), words(customer)]).toEqual([before, before]);
  expect(technician.view().changed).toBe(false);
});

test.each(['technician', 'customer'] as const)('a %s who reloads keeps the words', async (who) => {
  const before = await agree();
  if (who === 'technician') technician = await openPage(who, stores[who]);
  else customer = await openPage(who, stores[who]);
  expect(words({ technician, customer }[who])).toEqual(before);
  const ends = connect();
  expect(ends.map(({ guard }) => guard.isOpen())).toEqual([true, true]);
  await until(() => ends.forEach(({ channel }) => expect(channel.said).toHaveLength(1)));
  expect([technician.view(), customer.view()]).toMatchObject([
    { words: before, changed: false },
    { words: before, changed: false },
  ]);
});

test('between other certificates nothing is carried until both pages have shown that the words have changed', async () => {
  const before = await agree();
  const ends = connect({ technician: 'T', customer: 'another phone' });
  expect(ends.map(({ guard }) => guard.isOpen())).toEqual([false, false]);
  await until(() => {
    expect(technician.view()).toMatchObject({ changed: true, problem: null });
    expect(customer.view()).toMatchObject({ changed: true, words: words(technician) });
  });
  expect(words(technician)).not.toEqual(before);
  technician.told();
  await until(() => expect(ends[0].channel.said.at(-1)).toContain('told'));
  await heard();
  expect(ends.map(({ guard }) => guard.isOpen())).toEqual([false, false]);
  customer.told();
  await until(() => expect(ends.map(({ guard }) => guard.isOpen())).toEqual([true, true]));
  // It says so until somebody has seen it, also after a reload.
  expect(technician.view().changed).toBe(true);
  expect(stores.technician.kept.unseen).toBe(true);
  technician.seen();
  expect(technician.view()).toMatchObject({ changed: false, words: words(customer) });
  expect(stores.technician.kept.unseen).toBe(false);
});

test('a phone that is new in the session is told too that the words have changed', async () => {
  await agree();
  customer = await openPage('customer', memoryStore('another phone'));
  const [one, two] = connect({ technician: 'T', customer: 'another phone' });
  await until(() => expect(customer.view()).toMatchObject({ changed: true }));
  expect([one.guard.isOpen(), two.guard.isOpen()]).toEqual([false, false]);
  for (const each of [technician, customer]) each.told();
  await until(() => expect([one.guard.isOpen(), two.guard.isOpen()]).toEqual([true, true]));
  expect(stores.technician.kept.agreed!.words).toEqual(words(customer));
});

test('who sits between from the first recovery on gets nothing before both are told, and other words on each side', async () => {
  const before = await agree();
  // The one between does all it can to get media: it agrees on words with each, and says at once that it shows them.
  const spies = {
    customer: showing(await openPage('customer', memoryStore('M'))),
    technician: showing(await openPage('technician', memoryStore('M'))),
  };
  const ends = { technician: openEnd(technician), customer: openEnd(customer) };
  const between = [openEnd(spies.customer), openEnd(spies.technician)] as const;
  join([ends.technician, 'T'], [between[0], 'M']);
  join([ends.customer, 'C'], [between[1], 'M']);
  await until(() => {
    for (const each of [technician, customer]) expect(each.view().changed).toBe(true);
  });
  // All that the one between could say has come.
  await until(() => {
    for (const { channel } of between) expect(channel.said.at(-1)).toContain('told');
  });
  await heard();
  for (const { guard, changes } of Object.values(ends)) {
    expect(guard.isOpen()).toBe(false);
    expect(changes).not.toContain(true);
  }
  expect(words(technician)).not.toEqual(words(customer));
  for (const each of [technician, customer]) expect(words(each)).not.toEqual(before);
  // Each side's gate is its own: the technician's page has told, the customer's has not yet.
  technician.told();
  await until(() => expect(ends.technician.guard.isOpen()).toBe(true));
  expect(ends.customer.guard.isOpen()).toBe(false);
});

test('who passes on what the two say, between certificates of its own, ends it for both: nothing is carried', async () => {
  const ends = [openEnd(technician), openEnd(customer)] as const;
  ends[0].channel.partner = ends[1].channel;
  ends[1].channel.partner = ends[0].channel;
  ends[0].describe('T', 'M');
  ends[1].describe('C', 'M');
  for (const { channel } of ends) channel.open();
  await until(() => {
    const problems = [technician, customer].map((each) => each.view().problem);
    expect(problems).toContain('between');
    expect(problems).not.toContain(null);
  });
  for (const { guard } of ends) expect(guard.isOpen()).toBe(false);
  expect([words(technician), words(customer)]).toEqual([null, null]);
});

test('a description that names two certificates is not taken, and the other side hears of it', async () => {
  const [one, two] = [openEnd(technician), openEnd(customer)];
  join([one, 'T'], [two, 'C'], false);
  const third = openEnd(customer);
  third.channel.partner = one.channel;
  const [own, other] = ['C', 'T'].map((certificate) => `sha-256 ${fingerprint(certificate)}`);
  third.describeAs(description(own!), description(other!, `sha-256 ${fingerprint('M')}`));
  expect(third.guard.isOpen()).toBe(false);
  expect(customer.view()).toMatchObject({ words: null, problem: 'failed', failure: 'unclear' });
  for (const { channel } of [one, third]) channel.open();
  await until(() => expect(technician.view()).toMatchObject({ problem: 'failed' }));
  expect(one.guard.isOpen()).toBe(false);
});

test('where the other side says nothing there are no words, and it is said', async () => {
  vi.useFakeTimers();
  const end = openEnd(technician);
  end.describe('T', 'C');
  end.channel.open();
  await vi.advanceTimersByTimeAsync(UNANSWERED_AFTER_MS);
  expect(technician.view()).toMatchObject({ words: null, problem: 'unanswered' });
  expect(end.guard.isOpen()).toBe(true);
});

test('certificates of before speak for themselves, whatever the other side says of them', async () => {
  const before = await agree();
  vi.useFakeTimers();
  const end = openEnd(technician);
  end.describe('T', 'C');
  end.channel.open();
  await vi.advanceTimersByTimeAsync(UNANSWERED_AFTER_MS);
  expect(technician.view()).toMatchObject({ words: before, problem: null });
  expect(end.guard.isOpen()).toBe(true);
});

test('of two connections that agree at once both sides take the later one’s words', async () => {
  const first = [openEnd(technician), openEnd(customer)] as const;
  const second = [openEnd(technician), openEnd(customer)] as const;
  join([first[0], 'T'], [first[1], 'C'], false);
  join([second[0], 'T'], [second[1], 'C'], false);
  // The technician's side opens them in their order, the customer's in the other.
  for (const end of [first[0], second[0], second[1], first[1]]) end.channel.open();
  await until(() => expect(words(technician)).not.toBeNull());
  await until(() => {
    expect(stores.technician.kept.agreed?.digest).toBe(stores.customer.kept.agreed?.digest);
    expect(words(customer)).toEqual(words(technician));
  });
});

test('a connection that is gone says and carries nothing', async () => {
  const [one] = connect();
  one.guard.close();
  expect(one.guard.isOpen()).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(one.changes).toEqual([]);
});

test('an exchange that began before anything was pinned, and is ended afterwards by another certificate, replaces nothing by itself', async () => {
  const between = await openPage('technician', memoryStore('M'));
  const honest: [End, End] = [openEnd(technician), openEnd(customer)];
  const late: [End, End] = [openEnd(between), openEnd(customer)];
  join([late[0], 'M'], [late[1], 'C'], false);
  // What whoever sits between says is held back.
  late[0].channel.partner = null;
  for (const { channel } of late) channel.open();
  await until(() => expect(late[0].channel.said).toHaveLength(2));
  join([honest[0], 'T'], [honest[1], 'C']);
  await until(() => expect(words(customer)).not.toBeNull());
  const { agreed } = stores.customer.kept;

  for (const data of late[0].channel.said)
    late[1].channel.dispatchEvent(new MessageEvent('message', { data }));
  await until(() => expect(customer.view().changed).toBe(true));
  expect(late[1].guard.isOpen()).toBe(false);
  expect(honest[1].guard.isOpen()).toBe(true);
  expect(stores.customer.kept.agreed).toEqual(agreed);
  between.close();
});
