import { describe, expect, test } from 'vitest';
import {
  causeOf,
  openDevices,
  whenEnded,
  type DeviceSource,
} from '../../../common/call/media-devices.ts';
import { track } from './imitated-peerjs.ts';

const error = (name: string, message = '') => new DOMException(message, name);

/** Devices that answer each question by what is `there`; `asked` lists the questions. */
function source(
  there: { camera?: DOMException; microphone?: DOMException },
  permissions: Record<string, PermissionState> = {},
) {
  const asked: string[] = [];
  const given: DeviceSource = {
    isSecureContext: true,
    permissions: { query: async ({ name }) => ({ state: permissions[name] ?? 'prompt' }) as never },
    mediaDevices: {
      async getUserMedia({ video, audio } = {}) {
        asked.push([video && 'camera', audio && 'microphone'].filter(Boolean).join('+'));
        const failure = (video && there.camera) || (audio && there.microphone);
        if (failure) throw failure;
        const tracks = [audio && track('audio'), video && track('video')].filter(Boolean);
        return { getTracks: () => tracks } as MediaStream;
      },
    },
  };
  return { asked, given };
}

const both = ['camera', 'microphone'] as const;

describe('camera and microphone', () => {
  test('are asked for in one question, the rear camera first', async () => {
    const { asked, given } = source({});
    const wishes: MediaStreamConstraints[] = [];
    const { getUserMedia } = given.mediaDevices!;
    given.mediaDevices!.getUserMedia = (wish) => {
      wishes.push(wish!);
      return getUserMedia(wish);
    };
    const { camera, microphone } = await openDevices(both, given);
    expect([camera.track?.kind, microphone.track?.kind]).toEqual(['video', 'audio']);
    expect(asked).toEqual(['camera+microphone']);
    expect(wishes[0]).toMatchObject({
      video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 } },
      audio: { echoCancellation: true },
    });
  });

  test('are asked for alone where only one is wanted', async () => {
    const { asked, given } = source({ microphone: error('NotAllowedError') });
    expect((await openDevices(['camera'], given)).camera.track).not.toBeNull();
    expect(asked).toEqual(['camera']);
  });

  test.each([
    ['NotFoundError', 'no_device'],
    ['NotReadableError', 'in_use'],
    ['AbortError', 'in_use'],
    ['OverconstrainedError', 'no_device'],
    ['TypeError', 'failed'],
  ])('a camera that fails by %s leaves the microphone', async (name, cause) => {
    const { given } = source({ camera: error(name, 'why') });
    const { camera, microphone } = await openDevices(both, given);
    expect(camera).toEqual({ track: null, cause, detail: `${name}: why` });
    expect(microphone.track?.kind).toBe('audio');
  });

  test('a missing microphone leaves the camera', async () => {
    const { given } = source({ microphone: error('NotFoundError') });
    const { camera, microphone } = await openDevices(both, given);
    expect(microphone.cause).toBe('no_device');
    expect(camera.track?.kind).toBe('video');
  });

  test('a camera refused for good leaves a microphone that was allowed', async () => {
    const { asked, given } = source(
      { camera: error('NotAllowedError') },
      { camera: 'denied', microphone: 'granted' },
    );
    const { camera, microphone } = await openDevices(both, given);
    expect([camera.cause, microphone.track?.kind]).toEqual(['refused', 'audio']);
    expect(asked).toEqual(['camera+microphone', 'microphone']);
  });

  test('a camera that was refused before leaves a microphone that was never asked for', async () => {
    const { asked, given } = source(
      { camera: error('NotAllowedError') },
      { camera: 'denied', microphone: 'prompt' },
    );
    const { camera, microphone } = await openDevices(both, given);
    expect([camera.cause, microphone.track?.kind]).toEqual(['refused', 'audio']);
    expect(asked).toEqual(['camera+microphone', 'microphone']);
  });

  test('whoever said no to both is not asked again', async () => {
    const no = error('NotAllowedError');
    const { asked, given } = source({ camera: no, microphone: no });
    const { camera, microphone } = await openDevices(both, given);
    expect([camera.cause, microphone.cause]).toEqual(['refused', 'refused']);
    expect(asked.length).toBe(1);
  });

  test('a question that was closed is told apart from a no', async () => {
    const { asked, given } = source({ camera: error('NotAllowedError', 'Permission dismissed') });
    const { camera, microphone } = await openDevices(both, given);
    expect([camera.cause, microphone.cause]).toEqual(['dismissed', 'dismissed']);
    expect(asked.length).toBe(1);
  });

  test('are not to be had without https, nor in a browser that has none for pages', async () => {
    expect((await openDevices(['camera'], { isSecureContext: false })).camera.cause).toBe(
      'insecure',
    );
    expect((await openDevices(['camera'], {})).camera.cause).toBe('unsupported');
  });
});

test('what is no error of the browser is a failure', () => {
  expect(causeOf('no')).toBe('failed');
});

test('a device that is taken away is told once, and not after one stopped listening', () => {
  const ended: string[] = [];
  const [first, second] = [track('audio'), track('audio')];
  whenEnded(first, () => ended.push('first'));
  whenEnded(second, () => ended.push('second'))();
  for (const one of [first, second, first]) one.dispatchEvent(new Event('ended'));
  expect(ended).toEqual(['first']);
});
