import { describe, expect, it } from 'vitest';
import { customerAtThePin, customerOpensThePage } from './support/customer.ts';
import { imitateDevices } from './support/devices.ts';

describe('a first visit', () => {
  it('begins with three pictures, each left by OK', async () => {
    const customer = await customerOpensThePage();
    for (const picture of [0, 1, 2]) {
      expect(customer.at('tutorial').picture).toBe(picture);
      customer.act.nextPicture();
    }
    customer.at('camera');
  });

  it('shows the tutorial once per device', async () => {
    const customer = await customerOpensThePage();
    customer.act.skipTutorial();
    const again = await customer.reloaded();
    again.at('camera');
  });

  it('has no tutorial where the administrator turned it off', async () => {
    const customer = await customerOpensThePage();
    customer.server.answers.info = () => ({ companyName: 'Example', tutorial: false });
    await customer.journey.prepare();
    customer.at('camera');
  });

  it('is at the company as it is now: each time the page is loaded', async () => {
    const customer = await customerOpensThePage();
    const former = { companyName: 'Example', tutorial: true, logo: null, accentColour: null };
    customer.server.answers.info = () => former;
    await customer.journey.prepare();
    expect(customer.journey.company).toEqual(former);
    const now = { ...former, companyName: 'Sample', logo: '/api/logo/1', accentColour: '#c2185b' };
    customer.server.answers.info = () => ({ ...now, tutorial: false });
    const again = await customer.reloaded();
    again.at('tutorial');
    await again.journey.prepare();
    expect(again.journey.company).toMatchObject({ ...now, tutorial: false });
    again.at('camera');
  });

  it('asks for nothing before the camera screen says why', async () => {
    const customer = await customerOpensThePage();
    customer.act.skipTutorial();
    expect(customer.devices.asked).toEqual([]);
    customer.act.allowCamera('here');
    await customer.settled();
    expect(customer.devices.asked).toEqual(['camera+microphone']);
    customer.at('pin');
  });

  it('asks for the camera alone when the two are already on the phone', async () => {
    const customer = await customerOpensThePage();
    customer.act.skipTutorial();
    customer.act.allowCamera('phone');
    await customer.settled();
    expect(customer.devices.asked).toEqual(['camera']);
    expect(customer.memory.get('voice')).toBe('phone');
    customer.at('pin');
  });

  it('comes back to the PIN after a reload, without a question where the browser remembers', async () => {
    const customer = await customerAtThePin({ devices: imitateDevices('granted') });
    (await customer.reloaded()).at('pin');
  });

  it('comes back to the camera after a reload where the browser would ask again', async () => {
    const customer = await customerAtThePin({ devices: imitateDevices('asks') });
    const asked = customer.devices.asked.length;
    (await customer.reloaded()).at('camera');
    expect(customer.devices.asked).toHaveLength(asked);
  });

  it('says plainly that an address is not secure', async () => {
    const customer = await customerOpensThePage({ surroundings: { secure: false } });
    customer.at('insecure');
  });

  it('leads out of an app that has no camera for pages', async () => {
    const surroundings = { hasCameraApi: false, ios: true, address: 'https://help.example.com/' };
    const customer = await customerOpensThePage({ surroundings });
    expect(customer.at('in_app')).toMatchObject({ ios: true, address: surroundings.address });
  });
});
