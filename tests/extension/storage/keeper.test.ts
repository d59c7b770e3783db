import { describe, expect, test, vi } from 'vitest';
import { openKeeper } from '../../../extension/storage/keeper.ts';
import { signedIn } from '../../support/panel/fake-outside.ts';
import { fakeStorage } from '../../support/panel/fake-storage.ts';

describe('what the extension keeps', () => {
  test('begins with the server on this computer and ids of this browser profile', async () => {
    const storage = fakeStorage();
    const { server, device, signInDevice } = (await openKeeper(storage)).now();
    expect(server).toBe('http://localhost:8080');
    expect(device).toMatch(/^[0-9a-f]{32}$/);
    expect(signInDevice).toMatch(/^[0-9a-f]{32}$/);
    // That of a seat can be read in the server's store: it must not open the way to more guesses.
    expect(signInDevice).not.toBe(device);
    expect((await openKeeper(storage)).now()).toMatchObject({ device, signInDevice });
  });

  test('is heard by every other document, once a change', async () => {
    const storage = fakeStorage(signedIn);
    const [one, other] = [await openKeeper(storage), await openKeeper(storage)];
    const heard = vi.fn();
    other.subscribe(heard);
    one.change({ language: 'fr' });
    one.change({ language: 'fr' });
    expect(heard).toHaveBeenCalledTimes(1);
    expect(other.now().language).toBe('fr');
  });

  test('is not taken apart by what an older or a broken version left', async () => {
    const left = { server: 7, signIn: { token: 1 }, language: 'de', draft: 'x', session: {} };
    expect((await openKeeper(fakeStorage(left))).now()).toMatchObject({
      server: 'http://localhost:8080',
      signIn: null,
      language: null,
      draft: null,
      session: null,
    });
  });

  test('is no longer heard after closing', async () => {
    const storage = fakeStorage(signedIn);
    const [one, other] = [await openKeeper(storage), await openKeeper(storage)];
    const heard = vi.fn();
    other.subscribe(heard);
    other.close();
    one.change({ language: 'fr' });
    expect(heard).not.toHaveBeenCalled();
  });
});
