import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEncryptionStore } from '../../../../common/call/encryption/store.ts';

const HOURS = 3_600_000;
let clock = Date.UTC(2026, 0, 1);
let made: number;

const open = () =>
  createEncryptionStore({
    now: () => clock,
    // As the browser's: good for as long as it was asked for.
    generate: async (lasts) => ({ expires: clock + lasts, number: (made += 1) }) as never,
  });
const agreed = { own: 'A', other: 'B', words: [1, 2, 3, 255], digest: 'ab' };

beforeEach(() => {
  made = 0;
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => vi.useRealTimers());

test('a page that is loaded anew has the certificate and the words of before', async () => {
  const first = await open().open('s1');
  expect(first).toMatchObject({ agreed: null, unseen: false });
  await open().keep('s1', { agreed, unseen: true });
  expect(await open().open('s1')).toEqual({
    certificate: first!.certificate,
    agreed,
    unseen: true,
  });
  expect(made).toBe(1);
});

test('each session has a certificate of its own, gone with its end', async () => {
  const store = open();
  const [one, two] = [await store.open('s1'), await store.open('s2')];
  expect(one!.certificate).not.toEqual(two!.certificate);
  await store.forget('s1');
  expect((await open().open('s1'))!.certificate).not.toEqual(one!.certificate);
  expect((await open().open('s2'))!.certificate).toEqual(two!.certificate);
});

test('two documents that open one session at once have one certificate', async () => {
  const [one, two] = await Promise.all([open().open('s1'), open().open('s1')]);
  expect(one!.certificate).toEqual(two!.certificate);
});

test('what a page never heard the end of is gone after two days', async () => {
  await open().open('s1');
  clock += 49 * HOURS;
  await open().open('s2');
  await vi.waitFor(async () => {
    const databases = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('lens-encryption');
      request.onsuccess = () => resolve(request.result);
    });
    const keys = await new Promise((resolve) => {
      const request = databases.transaction('sessions').objectStore('sessions').getAllKeys();
      request.onsuccess = () => resolve(request.result);
    });
    databases.close();
    expect(keys).toEqual(['s2']);
  });
});

test('words that are not as they were written are none', async () => {
  await open().open('s1');
  await open().keep('s1', { agreed: { ...agreed, words: [1, 2, 3, 256] }, unseen: false });
  expect(await open().open('s1')).toMatchObject({ agreed: null });
});

test('a browser that keeps nothing has a certificate for as long as the page is there', async () => {
  vi.stubGlobal('indexedDB', undefined);
  const store = open();
  expect(await store.open('s1')).toMatchObject({ certificate: { number: 1 }, agreed: null });
  await store.keep('s1', { agreed, unseen: false });
  expect(await store.open('s1')).toMatchObject({ certificate: { number: 1 }, agreed });
  await store.forget('s1');
  expect(await store.open('s1')).toMatchObject({ certificate: { number: 2 }, agreed: null });
  vi.unstubAllGlobals();
});

test('a store that never answers is not waited for', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('indexedDB', { open: () => ({}) });
  const opened = open().open('s1');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await opened).toMatchObject({ certificate: { number: 1 } });
  vi.unstubAllGlobals();
});

test('a browser that can make no certificate has none of its own choosing', async () => {
  const store = createEncryptionStore({ generate: () => Promise.reject(new Error('no')) });
  expect(await store.open('s1')).toBeNull();
});
