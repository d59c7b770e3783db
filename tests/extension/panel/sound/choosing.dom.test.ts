import { describe, expect, test } from 'vitest';
import { Microphone } from '../../../../extension/panel/microphone/microphone.svelte.ts';
import { SoundDevices } from '../../../../extension/panel/sound/sound-devices.svelte.ts';
import { openKeeper } from '../../../../extension/storage/keeper.ts';
import {
  connected,
  device,
  fakeMicrophone,
  mediaError,
} from '../../../support/panel/fake-microphone.ts';
import { fakeStorage } from '../../../support/panel/fake-storage.ts';
import { settle } from '../../../support/panel/open-panel.ts';

const desk = connected('audioinput', 'Desk');
const both = connected('audioinput', 'Desk', 'Headset');

/** A computer with two microphones, of which the technician chose one before, or none. */
async function computer(chosen: string | null = null, list = both) {
  const browser = fakeMicrophone();
  browser.connect(...list);
  const storage = fakeStorage(
    chosen ? { microphone: { id: `id of ${chosen}`, label: chosen } } : {},
  );
  const devices = new SoundDevices(browser.devices, await openKeeper(storage));
  const microphone = new Microphone(browser, devices);
  const heard: (MediaStreamTrack | null)[] = [];
  await settle();
  return {
    ...{ browser, storage, devices, microphone, heard },
    /** The microphone is opened, as by a call. */
    async wanted() {
      const letGo = microphone.want((track) => heard.push(track));
      await settle();
      return letGo;
    },
    async connects(...now: MediaDeviceInfo[]) {
      browser.connect(...now);
      await settle();
    },
    async chooses(id: string) {
      devices.choose('microphone', id);
      await settle();
    },
    /** The names of what was opened, in its order, and of what is open still. */
    opened: () => browser.tracks.map(({ label }) => label),
    open: () =>
      browser.tracks.filter(({ readyState }) => readyState === 'live').map(({ label }) => label),
  };
}

describe('the microphones', () => {
  test('are listed without the two entries that only stand for one of them', async () => {
    const communications = device('audioinput', 'communications', 'Communications - Desk', 'Desk');
    const { devices } = await computer(null, [communications, ...both]);
    expect(devices.list('microphone').map(({ label }) => label)).toEqual(['Desk', 'Headset']);
    expect(devices.defaultLabel('microphone')).toBe('Desk');
  });

  test('are not told before they are allowed, and are from then on', async () => {
    const browser = fakeMicrophone('prompt');
    browser.connect(...both);
    const devices = new SoundDevices(browser.devices, await openKeeper(fakeStorage()));
    new Microphone(browser, devices);
    await settle();
    expect(devices.list('microphone')).toEqual([]);
    browser.setPermission('granted');
    await settle();
    expect(devices.list('microphone')).toHaveLength(2);
  });

  test('one that is plugged in is listed, and changes nothing by itself', async () => {
    const { devices, connects, wanted, open } = await computer(null, desk);
    await wanted();
    await connects(...both);
    expect(devices.list('microphone')).toHaveLength(2);
    expect(open()).toEqual(['Desk']);
  });
});

describe('the chosen microphone', () => {
  test('is remembered by id and name, in every window', async () => {
    const { devices, chooses, storage } = await computer();
    await chooses('id of Headset');
    expect(devices.used('microphone')?.label).toBe('Headset');
    expect((await openKeeper(storage)).now().microphone).toEqual({
      id: 'id of Headset',
      label: 'Headset',
    });
  });

  test('is the only one that is opened, also before Chrome has told what there is', async () => {
    const { browser, storage } = await computer('Headset');
    const { enumerateDevices } = browser.devices;
    let tell = () => {};
    const slow = new Promise<void>((resolve) => (tell = resolve));
    browser.devices.enumerateDevices = () => slow.then(() => enumerateDevices());
    const devices = new SoundDevices(browser.devices, await openKeeper(storage));
    new Microphone(browser, devices).want(() => {});
    await settle();
    tell();
    await settle();
    expect(browser.tracks.map(({ label }) => label)).toEqual(['Headset']);
  });

  test('takes the place of the open one in a call, which never is without', async () => {
    const { wanted, chooses, heard, browser, open } = await computer();
    await wanted();
    await chooses('id of Headset');
    expect(heard).toEqual(browser.tracks);
    expect(open()).toEqual(['Headset']);
    await chooses('');
    expect(open()).toEqual(['Desk']);
    expect(heard).not.toContain(null);
  });

  test('that is unplugged gives way to another, and is taken again when it is back', async () => {
    const { wanted, connects, devices, microphone, open } = await computer('Headset');
    await wanted();
    await connects(...desk);
    expect(microphone.state).toBe('on');
    expect(open()).toEqual(['Desk']);
    expect(devices.away('microphone')?.label).toBe('Headset');
    await connects(...both);
    expect(open()).toEqual(['Headset']);
    expect(devices.away('microphone')).toBeNull();
  });

  test('is known by its name where its id has changed', async () => {
    const renewed = [...desk, device('audioinput', 'another id', 'Headset')];
    const { wanted, opened, devices } = await computer('Headset', renewed);
    await wanted();
    expect(opened()).toEqual(['Headset']);
    expect(devices.used('microphone')?.id).toBe('another id');
  });

  test('that does not open leaves the one before as it is, until another is chosen', async () => {
    const { wanted, chooses, browser, microphone, open } = await computer();
    await wanted();
    browser.fail(mediaError('NotReadableError'));
    await chooses('id of Headset');
    expect([microphone.chosenFails, microphone.label, open()]).toEqual([true, 'Desk', ['Desk']]);
    await chooses('');
    expect(microphone.chosenFails).toBe(false);
  });

  test('is not opened by choosing while nobody wants it', async () => {
    const { chooses, opened } = await computer();
    await chooses('id of Headset');
    expect(opened()).toEqual([]);
  });
});

test("where the computer's own choice changes, a call that follows it changes too", async () => {
  const { wanted, connects, open } = await computer();
  await wanted();
  await connects(...connected('audioinput', 'Headset', 'Desk'));
  expect(open()).toEqual(['Headset']);
});

test('two that want the microphone have the same; it is closed with the last', async () => {
  const { wanted, heard, open } = await computer();
  const [one, other] = [await wanted(), await wanted()];
  expect(heard[1]).toBe(heard[0]);
  one();
  expect(open()).toEqual(['Desk']);
  other();
  expect(open()).toEqual([]);
});

test('a speaker is chosen, away and back as a microphone is', async () => {
  const speakers = connected('audiooutput', 'Screen', 'Headset');
  const { devices, connects } = await computer(null, [...both, ...speakers]);
  devices.choose('speaker', 'id of Headset');
  expect(devices.used('speaker')?.label).toBe('Headset');
  expect(devices.used('microphone')).toBeNull();
  await connects(...both, ...connected('audiooutput', 'Screen'));
  expect([devices.used('speaker'), devices.away('speaker')?.label]).toEqual([null, 'Headset']);
});
