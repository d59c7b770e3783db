import { beforeEach, describe, expect, it, vi } from 'vitest';
import { OwnCamera } from '../../../customer-web/camera/own-camera.svelte.ts';
import { imitateDevices, type ImitatedDevices } from '../support/devices.ts';
import { ImitatedStream } from '../support/track.ts';

const wide = { deviceId: 'wide', label: 'camera2 2, facing back' };
const front = { deviceId: 'front', label: 'camera2 1, facing front' };
const main = { deviceId: 'main', label: 'camera2 0, facing back' };

let phone: ImitatedDevices;
let camera: OwnCamera;
beforeEach(() => {
  vi.stubGlobal('MediaStream', ImitatedStream);
  phone = Object.assign(imitateDevices('granted'), { cameras: [wide, front, main], first: 'main' });
  camera = new OwnCamera(phone);
});

const open = () => camera.video?.getSettings().deviceId;

describe('the first lens', () => {
  it('is the main one where the browser opens the wide one, which nobody sees', async () => {
    phone.first = 'wide';
    const seen: unknown[] = [];
    camera.watch(() => seen.push(open()));
    await camera.ask(true);
    expect(seen).not.toContain('wide');
    expect([open(), camera.lens]).toEqual(['main', 2]);
    expect(phone.tracks.map(({ isOpen }) => isOpen)).toEqual([false, true, true]);
    expect(phone.mostOpen).toBe(1);
  });

  it('is the wide one after all where the main one is held by another app', async () => {
    phone.first = 'wide';
    phone.held.add('main');
    await camera.ask(false);
    expect([open(), camera.lens]).toEqual(['wide', 0]);
  });

  it('is asked for once where it is the right one', async () => {
    await camera.ask(false);
    expect(phone.asked).toEqual(['camera']);
    expect(camera.lenses.map(({ kind }) => kind)).toEqual(['other', 'front', 'rear']);
  });
});

describe('changing the lens', () => {
  it('closes the former one first, and keeps the voice', async () => {
    await camera.ask(true);
    const voice = camera.audio;
    const change = camera.switchTo(1);
    expect([camera.switching, camera.video]).toEqual([true, null]);
    expect(await change).toBe(true);
    expect([camera.switching, open(), camera.audio]).toEqual([false, 'front', voice]);
    expect(phone.mostOpen).toBe(1);
  });

  it('to one that cannot be opened gives the former one back', async () => {
    await camera.ask(false);
    phone.held.add('front');
    expect(await camera.switchTo(1)).toBe(false);
    expect([open(), camera.lens, camera.interrupted]).toEqual(['main', 2, false]);
  });

  it('to one that the phone does not have leaves everything as it is', async () => {
    await camera.ask(false);
    expect(await camera.switchTo(7)).toBe(false);
    expect([open(), camera.lens, phone.asked]).toEqual(['main', 2, ['camera']]);
  });

  it('that leaves no camera at all is said as one that was taken, and is mended', async () => {
    await camera.ask(false);
    for (const { deviceId } of phone.cameras) phone.held.add(deviceId);
    expect(await camera.switchTo(1)).toBe(false);
    expect(camera.interrupted).toBe(true);
    phone.held.clear();
    await camera.mend();
    expect([open(), camera.interrupted]).toEqual(['main', false]);
  });

  it('asked for again meanwhile ends with the last one', async () => {
    await camera.ask(false);
    const changes = [camera.switchTo(1), camera.switchTo(0)];
    expect(await Promise.all(changes)).toEqual([true, true]);
    expect([open(), camera.lens]).toEqual(['wide', 0]);
  });

  it('of a camera that was turned off meanwhile leaves it off', async () => {
    await camera.ask(false);
    const change = camera.switchTo(1);
    camera.off();
    expect(await change).toBe(false);
    expect(camera.video).toBeNull();
    expect(phone.tracks.every(({ isOpen }) => !isOpen)).toBe(true);
  });

  it('is remembered when the camera is asked for again', async () => {
    await camera.ask(false);
    camera.turn();
    await camera.settled();
    await camera.ask(false);
    expect(open()).toBe('front');
  });
});

describe('what the phone has taken', () => {
  it('comes back by itself, the same lens and the voice, without a question', async () => {
    await camera.ask(true);
    await camera.switchTo(1);
    phone.tracks.forEach((track) => track.isOpen && track.interrupt());
    expect([camera.interrupted, camera.audio, camera.lost]).toEqual([true, null, true]);
    await camera.mend();
    expect([open(), camera.interrupted, camera.audio?.readyState]).toEqual([
      'front',
      false,
      'live',
    ]);
    expect(camera.lost).toBe(false);
  });

  it('is opened once, however often it is tried meanwhile', async () => {
    await camera.ask(false);
    phone.tracks[0]!.interrupt();
    await Promise.all([camera.mend(), camera.mend()]);
    expect(phone.asked).toEqual(['camera', 'camera']);
    expect(phone.tracks.map(({ isOpen }) => isOpen)).toEqual([false, true]);
  });

  it('comes back before the lens is changed', async () => {
    await camera.ask(false);
    phone.tracks[0]!.interrupt();
    const [, changed] = await Promise.all([camera.mend(), camera.switchTo(1)]);
    expect([changed, open(), camera.interrupted]).toEqual([true, 'front', false]);
    expect(phone.tracks.map(({ isOpen }) => isOpen)).toEqual([false, false, true]);
    expect(phone.mostOpen).toBe(1);
  });

  it('stays taken while another app holds it', async () => {
    await camera.ask(false);
    phone.tracks[0]!.interrupt();
    phone.held.add('main');
    await camera.mend();
    expect(camera.interrupted).toBe(true);
    expect(camera.picture).not.toBeNull();
  });

  it('is not asked for where the browser would ask the person', async () => {
    phone.camera = 'asks';
    await camera.ask(false);
    phone.tracks[0]!.interrupt();
    await camera.mend();
    expect(phone.asked).toEqual(['camera']);
    expect(camera.interrupted).toBe(true);
  });

  it('that was given back meanwhile is left alone', async () => {
    await camera.ask(false);
    phone.tracks[0]!.fallSilent(true);
    expect(camera.interrupted).toBe(true);
    phone.tracks[0]!.fallSilent(false);
    await camera.mend();
    expect(phone.asked).toEqual(['camera']);
  });
});

describe('the microphone by itself', () => {
  it('is opened beside the camera, and closed when the two speak by telephone', async () => {
    await camera.ask(false);
    await camera.askMicrophone();
    expect(camera.audio?.readyState).toBe('live');
    const { audio } = camera;
    camera.dropMicrophone();
    expect([camera.audio, audio?.readyState, camera.lost]).toEqual([null, 'ended', false]);
  });

  it('that is not allowed is said', async () => {
    phone.microphone = 'denied';
    await camera.ask(false);
    await camera.askMicrophone();
    expect([camera.audio, camera.microphoneRefused]).toEqual([null, true]);
  });
});
