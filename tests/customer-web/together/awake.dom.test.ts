import { expect, it, onTestFinished, vi } from 'vitest';
import { keepAwake } from '../../../customer-web/together/awake.ts';

const settled = () => new Promise((done) => setTimeout(done));

/** A phone that gives its screen's lock, and takes it back when the page is hidden. */
function phone() {
  const locks: { released: boolean; release(): Promise<void> }[] = [];
  const request = vi.fn(async () => {
    const lock = {
      released: false,
      async release() {
        lock.released = true;
      },
    };
    locks.push(lock);
    return lock;
  });
  let seen: DocumentVisibilityState = 'visible';
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => seen);
  return {
    locks,
    request,
    wakeLock: { request } as unknown as WakeLock,
    turns(to: DocumentVisibilityState) {
      seen = to;
      if (to === 'hidden') locks.forEach((lock) => (lock.released = true));
      document.dispatchEvent(new Event('visibilitychange'));
    },
  };
}

it('the screen stays on, again after coming back, until the end', async () => {
  const { locks, wakeLock, turns } = phone();
  const stop = keepAwake(document, wakeLock);
  onTestFinished(stop);
  await settled();
  expect(locks).toHaveLength(1);
  turns('hidden');
  turns('visible');
  await settled();
  expect(locks.map(({ released }) => released)).toEqual([true, false]);
  stop();
  expect(locks[1]?.released).toBe(true);
  turns('visible');
  await settled();
  expect(locks).toHaveLength(2);
});

it('a lock that comes after the end is given back', async () => {
  const { locks, wakeLock } = phone();
  keepAwake(document, wakeLock)();
  await settled();
  expect(locks.map(({ released }) => released)).toEqual([true]);
});

it('a phone that does not give it, or knows of none, goes on without', async () => {
  const { request, wakeLock } = phone();
  request.mockRejectedValue(new DOMException('', 'NotAllowedError'));
  onTestFinished(keepAwake(document, wakeLock));
  onTestFinished(keepAwake(document, undefined));
  await settled();
  expect(request).toHaveBeenCalledOnce();
});
