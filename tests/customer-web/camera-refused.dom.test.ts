import { describe, expect, it } from 'vitest';
import { customerAtTheLicence, customerAtThePin } from './support/customer.ts';
import { imitateDevices, type Answer } from './support/devices.ts';
import type { Refusal } from '../../customer-web/screen.ts';

const refusals: [Answer, Answer, Refusal][] = [
  ['denied', 'denied', 'camera'],
  ['denied', 'granted', 'camera'],
  ['asks', 'denied', 'microphone'],
  ['granted', 'denied', 'microphone'],
  ['dismisses', 'dismisses', 'dismissed'],
  ['missing', 'missing', 'missing'],
  ['missing', 'asks', 'missing'],
  ['busy', 'busy', 'busy'],
];

describe('a refusal', () => {
  it.each(refusals)(
    'camera %s, microphone %s: is told as %s',
    async (camera, microphone, refusal) => {
      const customer = await customerAtThePin({ devices: imitateDevices(camera, microphone) });
      expect(customer.at('refused').refusal).toBe(refusal);
    },
  );

  it.each(refusals)('camera %s, microphone %s: does not block', async (camera, microphone) => {
    const customer = await customerAtThePin({ devices: imitateDevices(camera, microphone) });
    customer.act.goOnAsItIs();
    customer.at('pin');
  });

  it('of the camera leaves the voice', async () => {
    const devices = imitateDevices('denied', 'granted');
    const customer = await customerAtTheLicence({ devices });
    customer.act.goOnAsItIs();
    customer.act.connect('482913');
    await customer.settled();
    expect(devices.tracks.map((track) => track.kind)).toEqual(['audio']);
    expect(devices.tracks[0]?.readyState).toBe('live');
  });

  it('of the microphone alone leaves the camera', async () => {
    const devices = imitateDevices('asks', 'denied');
    const customer = await customerAtThePin({ devices });
    expect(devices.tracks.map((track) => track.kind)).toEqual(['video']);
    customer.act.goOnAsItIs();
    customer.at('pin');
  });

  it('is mended by "Try again" once the browser allows', async () => {
    const devices = imitateDevices('denied');
    const customer = await customerAtThePin({ devices });
    devices.camera = devices.microphone = 'granted';
    customer.act.askCameraAgain();
    await customer.settled();
    customer.at('pin');
  });

  it('is told also by a browser that keeps its permissions to itself', async () => {
    const devices = imitateDevices('denied');
    devices.tells = false;
    const customer = await customerAtThePin({ devices });
    expect(customer.at('refused').refusal).toBe('camera');
  });

  it('is not asked about again after a reload of someone who went on without', async () => {
    const customer = await customerAtThePin({ devices: imitateDevices('denied') });
    customer.act.goOnAsItIs();
    const again = await customer.reloaded();
    again.at('pin');
  });

  it('a phone without a microphone goes on with its camera, with no word', async () => {
    const customer = await customerAtThePin({ devices: imitateDevices('asks', 'missing') });
    customer.at('pin');
  });
});
