import type * as Crypto from 'node:crypto';
import { scrypt } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import {
  boundedQueue,
  QueueFullError,
  type Whose,
} from '../../../server/technicians/bounded-queue.ts';
import {
  createPasswords,
  strongCost,
  type Passwords,
} from '../../../server/technicians/passwords.ts';
import { quickCost } from '../../support/server.ts';

vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof Crypto>();
  return { ...crypto, scrypt: vi.fn(crypto.scrypt) };
});

/** A stranger, by these keys. */
const stranger = (...keys: string[]): Whose => ({
  known: false,
  keys: keys.map((key) => ({ key })),
});

describe('passwords', () => {
  const passwords = createPasswords(quickCost);

  it('are known again by their hash, and by no other password', async () => {
    const hash = await passwords.hash('correct horse battery');
    expect(await passwords.fits('correct horse battery', hash)).toBe(true);
    expect(await passwords.fits('correct horse batterY', hash)).toBe(false);
    expect(await passwords.fits('', hash)).toBe(false);
  });

  it('are hashed anew each time, with a salt, and never stand in it', async () => {
    const [one, two] = [
      await passwords.hash('same password'),
      await passwords.hash('same password'),
    ];
    expect(one).not.toBe(two);
    expect(one).toMatch(/^\$scrypt\$ln=4,r=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  });

  it('typed on a keyboard that composes letters otherwise are the same', async () => {
    const hash = await passwords.hash('caf\u00e9 au lait');
    expect(await passwords.fits('cafe\u0301 au lait', hash)).toBe(true);
  });

  it('are checked at the cost they were hashed at, so that the cost can be raised', async () => {
    const hash = await createPasswords({ logN: 5, r: 2, p: 1 }).hash('an older one');
    expect(await passwords.fits('an older one', hash)).toBe(true);
  });

  it('of nobody fit nothing', async () => {
    expect(await passwords.fits('anything', null)).toBe(false);
  });

  it('take the same work for nobody as for somebody', async () => {
    const hash = await passwords.hash('somebody');
    /** Each scrypt that it takes, by all that decides how long that lasts. */
    const workOf = async (against: string | null) => {
      vi.mocked(scrypt).mockClear();
      await passwords.fits('a guess', against);
      return vi.mocked(scrypt).mock.calls.map(([password, salt, bytes, cost]) => ({
        ...{ password, bytes, cost },
        salt: (salt as Buffer).length,
      }));
    };
    const work = await workOf(hash);
    expect(work).toEqual([
      expect.objectContaining({ cost: expect.objectContaining({ N: 16, r: 1, p: 1 }) }),
    ]);
    expect(await workOf(null)).toEqual(work);
  });

  it('cost 128 MB each where nobody says otherwise', async () => {
    expect(128 * 2 ** strongCost.logN * strongCost.r).toBe(128 * 1024 * 1024);
    const hash = await createPasswords().hash('for real');
    expect(hash).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$/);
  });

  /** Many hashes at once, and how many of them were refused in words. */
  async function refusedOf(
    one: Passwords,
    many: number,
    whose: (index: number) => Whose,
  ): Promise<number> {
    const results = await Promise.allSettled(
      Array.from({ length: many }, (_, index) => one.hash('one of many', whose(index))),
    );
    const refused = results.filter((result) => result.status === 'rejected');
    for (const { reason } of refused)
      expect(reason).toMatchObject({ code: 'too_many_attempts', more: { retryAfterSeconds: 5 } });
    return refused.length;
  }

  it('that come by the hundred are refused in words, not piled up', async () => {
    expect(await refusedOf(passwords, 100, (index) => stranger(`address ${index}`))).toBe(58);
    await passwords.hash('and afterwards it goes on', stranger('address 1'));
  });

  it('of one account or one address wait by the four, so that all others get their turn', async () => {
    const slow = createPasswords({ logN: 14, r: 8, p: 1 });
    const flood = [
      refusedOf(slow, 30, (index) => stranger(`address ${index}`, 'account a')),
      refusedOf(slow, 30, (index) => stranger('address b', `account ${index}`)),
    ];
    const honest = slow.hash('correct horse battery', stranger('address c', 'account c'));
    expect(await Promise.all(flood)).toEqual([24, 26]);
    await honest;
  });
});

describe('a bounded queue', () => {
  it('runs so many at once, lets so many wait, and refuses the next', async () => {
    const run = boundedQueue({ atOnce: 2, waiting: 1, waitingPerKey: 1 });
    let running = 0;
    let most = 0;
    const finish: (() => void)[] = [];
    const task = () =>
      run(stranger(), async () => {
        most = Math.max(most, ++running);
        await new Promise<void>((resolve) => finish.push(resolve));
        running--;
      });
    const [first, second, third] = [task(), task(), task()];
    await expect(task()).rejects.toBeInstanceOf(QueueFullError);
    finish[0]!();
    await first;
    await expect.poll(() => finish.length).toBe(3);
    finish.forEach((each) => each());
    await Promise.all([second, third]);
    expect(most).toBe(2);
  });

  it('goes on after a task that failed', async () => {
    const run = boundedQueue({ atOnce: 1, waiting: 1, waitingPerKey: 1 });
    await expect(run(stranger(), () => Promise.reject(new Error('failed')))).rejects.toThrow(
      'failed',
    );
    expect(await run(stranger(), async () => 'done')).toBe('done');
  });

  it('lets so many of one key wait, and others beside them', async () => {
    const run = boundedQueue({ atOnce: 1, waiting: 10, waitingPerKey: 2 });
    let finish = () => {};
    const first = run(stranger('a'), () => new Promise<void>((resolve) => (finish = resolve)));
    const waiting = [
      run(stranger('a', 'b'), async () => 1),
      run(stranger('a', 'c'), async () => 2),
    ];
    for (const keys of [['a'], ['d', 'a']])
      await expect(run(stranger(...keys), async () => 3)).rejects.toBeInstanceOf(QueueFullError);
    waiting.push(run(stranger('b', 'c'), async () => 4));
    finish();
    await first;
    expect(await Promise.all(waiting)).toEqual([1, 2, 4]);
    expect(await run(stranger('a'), async () => 5)).toBe(5);
  });

  it('lets more of a larger key wait', async () => {
    const run = boundedQueue({ atOnce: 1, waiting: 10, waitingPerKey: 1 });
    let finish = () => {};
    const first = run(stranger(), () => new Promise<void>((resolve) => (finish = resolve)));
    const of = (address: string) => ({
      known: false,
      keys: [{ key: address }, { key: 'site', times: 2 }],
    });
    const waiting = [run(of('a'), async () => 1), run(of('b'), async () => 2)];
    await expect(run(of('c'), async () => 3)).rejects.toBeInstanceOf(QueueFullError);
    finish();
    await first;
    expect(await Promise.all(waiting)).toEqual([1, 2]);
  });

  it('keeps places for whoever is known, and takes them in turn with strangers', async () => {
    const run = boundedQueue({ atOnce: 1, waiting: 3, waitingPerKey: 3 });
    const order: string[] = [];
    let finish = () => {};
    const first = run(stranger(), () => new Promise<void>((resolve) => (finish = resolve)));
    const wait = (name: string, known: boolean) =>
      run({ known, keys: [] }, async () => void order.push(name));
    const waiting = ['s1', 's2', 's3'].map((name) => wait(name, false));
    await expect(wait('s4', false)).rejects.toBeInstanceOf(QueueFullError);
    waiting.push(...['k1', 'k2'].map((name) => wait(name, true)));
    finish();
    await Promise.all([first, ...waiting]);
    expect(order).toEqual(['k1', 's1', 'k2', 's2', 's3']);
  });
});
