import { describe, expect, test } from 'vitest';
import { Microphone } from '../../../../extension/panel/microphone/microphone.svelte.ts';
import { SoundDevices } from '../../../../extension/panel/sound/sound-devices.svelte.ts';
import { openKeeper } from '../../../../extension/storage/keeper.ts';
import {
  fakeMicrophone,
  mediaError,
  type FakeMicrophone,
} from '../../../support/panel/fake-microphone.ts';
import { fakeStorage } from '../../../support/panel/fake-storage.ts';
import { settle } from '../../../support/panel/open-panel.ts';

async function microphoneOf(browser: FakeMicrophone): Promise<Microphone> {
  const keeper = await openKeeper(fakeStorage());
  return new Microphone(browser, new SoundDevices(browser.devices, keeper));
}

async function wanted(state: PermissionState, failure: Error | null = null) {
  const browser = fakeMicrophone(state);
  browser.fail(failure);
  const microphone = await microphoneOf(browser);
  const heard: (MediaStreamTrack | null)[] = [];
  await settle();
  const letGo = microphone.want((track) => heard.push(track));
  await settle();
  return { browser, microphone, heard, letGo };
}

describe('the microphone', () => {
  test('is not opened before anyone wants it', async () => {
    const browser = fakeMicrophone('granted');
    const microphone = await microphoneOf(browser);
    await settle();
    expect(microphone.state).toBe('ready');
    expect(browser.tracks).toEqual([]);
  });

  test('is not asked for where Chrome would have to ask: the panel cannot show the question', async () => {
    const { microphone, browser } = await wanted('prompt', mediaError('AbortError', ''));
    expect(microphone.state).toBe('prompt');
    expect(browser.tracks).toEqual([]);
  });

  test('comes by itself once it is allowed in the other tab', async () => {
    const { microphone, browser, heard } = await wanted('prompt');
    browser.setPermission('granted');
    await settle();
    expect(microphone.state).toBe('on');
    expect(heard).toEqual([browser.tracks[0]]);
  });

  test.each([
    ['NotFoundError', 'missing'],
    ['NotReadableError', 'busy'],
    ['NotAllowedError', 'system'],
  ])('that fails with %s is %s', async (name, state) => {
    const { microphone } = await wanted('granted', mediaError(name, 'no'));
    expect(microphone.state).toBe(state);
  });

  test('that is plugged in is taken', async () => {
    const { microphone, browser } = await wanted('granted', mediaError('NotFoundError', ''));
    browser.fail(null);
    browser.plugIn();
    await settle();
    expect(microphone.state).toBe('on');
  });

  test('is stopped when it is let go', async () => {
    const { browser, letGo, microphone } = await wanted('granted');
    letGo();
    expect(browser.tracks[0]!.readyState).toBe('ended');
    expect(microphone.state).toBe('ready');
  });

  test('that comes after it was let go is stopped at once', async () => {
    const browser = fakeMicrophone('granted');
    const microphone = await microphoneOf(browser);
    await settle();
    microphone.want(() => {})();
    await settle();
    expect(browser.tracks.every(({ readyState }) => readyState === 'ended')).toBe(true);
  });
});
