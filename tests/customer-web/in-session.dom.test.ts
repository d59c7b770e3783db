import { describe, expect, it } from 'vitest';
import { ApiError } from '../../common/client/api-error.ts';
import { endReasons } from '../../common/contract/session.ts';
import { customerAtTheLicence, type Customer } from './support/customer.ts';
import { imitateDevices } from './support/devices.ts';
import { aSession } from './support/session.ts';

const connected = aSession({
  state: 'connected',
  times: { created: 0, joined: 0, connected: 400, started: null, ended: null },
});
const active = aSession({ state: 'active' });

async function customerAt(session: typeof active): Promise<Customer> {
  const customer = await customerAtTheLicence();
  customer.server.becomes({ session });
  return customer;
}

describe('the licence', () => {
  it('comes in the language chosen, and is accepted as the one that was read', async () => {
    const customer = await customerAtTheLicence();
    expect(customer.at('licence').text).toBe('Be kind.');
    customer.act.accept();
    await customer.settled();
    expect(customer.server.commands).toEqual(['accept']);
  });

  it('that does not come is said, and asked for again', async () => {
    const customer = await customerAtTheLicence();
    const { licence } = customer.server.answers;
    customer.server.answers.licence = () => {
      throw new ApiError('unreachable', { language: 'en' });
    };
    const again = await customer.reloaded();
    again.server.becomes({ session: aSession(), seat: 'held' });
    await again.settled();
    expect(again.at('licence')).toMatchObject({ text: null, failed: true });
    customer.server.answers.licence = licence;
    again.act.loadLicence();
    await again.settled();
    expect(again.at('licence')).toMatchObject({ text: 'Be kind.', failed: false });
  });

  it('is declined only when asked once more', async () => {
    const customer = await customerAtTheLicence();
    customer.act.ask('decline');
    expect(customer.at('licence').declining).toBe(true);
    expect(customer.server.commands).toEqual([]);
    customer.act.ask(null);
    expect(customer.at('licence').declining).toBe(false);
    customer.act.decline();
    await customer.settled();
    expect(customer.server.commands).toEqual(['decline']);
  });

  it('that could not be accepted says why', async () => {
    const customer = await customerAtTheLicence();
    customer.server.command = () => {
      throw new ApiError('unreachable', { language: 'en', message: 'out of reach' });
    };
    customer.act.accept();
    await customer.settled();
    expect(customer.at('licence')).toMatchObject({ error: 'out of reach', busy: false });
  });

  it('that has changed while it was read stands there in its new words', async () => {
    const customer = await customerAtTheLicence();
    customer.server.answers.licence = () => ({ version: '2', language: 'en', text: 'Be kinder.' });
    customer.server.command = () => {
      throw new ApiError('licence_changed', { language: 'en', message: 'it has changed' });
    };
    customer.act.accept();
    await customer.settled();
    expect(customer.at('licence')).toMatchObject({ text: 'Be kinder.', error: 'it has changed' });
  });
});

describe('the picture', () => {
  it('is shown on the phone and sent to nobody before the start', async () => {
    const customer = await customerAt(connected);
    expect(customer.at('preview').picture).not.toBeNull();
    expect(customer.server.sent).toBeNull();
  });

  it('says how long one has waited, and when the technician is away', async () => {
    const customer = await customerAt(connected);
    expect(customer.at('preview')).toMatchObject({ waitedMs: 600, technicianPresent: true });
    const technician = { ...connected.technician, present: false };
    customer.server.becomes({ session: { ...connected, technician } });
    expect(customer.at('preview').technicianPresent).toBe(false);
  });

  it('is sent with the voice from the start on', async () => {
    const customer = await customerAt(active);
    const [video, audio] = customer.devices.tracks;
    expect(customer.server.sent).toEqual({ video, audio });
    expect(customer.at('live')).toMatchObject({ microphone: 'on', technician: 'Anna' });
  });

  it('goes on without the voice while muted', async () => {
    const customer = await customerAt(active);
    customer.act.toggleMute();
    expect(customer.at('live').microphone).toBe('muted');
    expect(customer.server.sent).toMatchObject({ audio: null });
    customer.act.toggleMute();
    expect(customer.server.sent).toMatchObject({ audio: customer.devices.tracks[1] });
  });

  it('stays without the voice when the page is reloaded while muted', async () => {
    const customer = await customerAtTheLicence({ devices: imitateDevices('granted') });
    customer.server.becomes({ session: active });
    customer.act.toggleMute();
    const again = await customer.reloaded();
    again.server.becomes({ session: active, seat: 'held' });
    await again.settled();
    expect(again.at('live').microphone).toBe('muted');
    expect(again.server.sent).toMatchObject({ audio: null });
  });

  it('that a phone call interrupts is said, and comes back on a touch', async () => {
    const customer = await customerAt(active);
    customer.devices.tracks[0]!.interrupt();
    expect(customer.at('live').camera).toBe('taken');
    customer.act.askCameraAgain();
    await customer.settled();
    expect(customer.at('live').camera).toBe('live');
    expect(customer.server.sent).toMatchObject({ video: customer.devices.tracks[2] });
  });

  it('that falls silent comes back by itself', async () => {
    const customer = await customerAt(active);
    customer.devices.tracks[0]!.fallSilent(true);
    expect(customer.at('live').camera).toBe('taken');
    customer.devices.tracks[0]!.fallSilent(false);
    expect(customer.at('live').camera).toBe('live');
  });

  it('says when the two are not connected, and when the server is out of reach', async () => {
    const customer = await customerAt(active);
    expect(customer.at('live').connecting).toBe(true);
    customer.server.callBecomes({ state: 'connected' });
    expect(customer.at('live').connecting).toBe(false);
    customer.server.becomes({ link: 'down' });
    expect(customer.at('live').linkDown).toBe(true);
  });

  it('says that the call goes on only while the two hear each other', async () => {
    const customer = await customerAt(active);
    expect(customer.at('live').goesOn).toBe(false);
    customer.server.callBecomes({ state: 'connected' });
    expect(customer.at('live').goesOn).toBe(true);
    customer.server.callBecomes({ state: 'connected', silent: true });
    expect(customer.at('live').goesOn).toBe(false);
  });

  it('says how long the place is kept, unless the call goes on all the same', async () => {
    const customer = await customerAt(active);
    customer.server.becomes({ link: 'down', downSince: customer.now - 17_000 });
    expect(customer.at('live').keptMs).toBe(103_000);
    customer.server.callBecomes({ state: 'connected' });
    expect(customer.at('live').keptMs).toBeNull();
  });

  it('says that the voice is not back yet, where they speak here', async () => {
    const customer = await customerAt(active);
    customer.server.callBecomes({ state: 'connected', missing: 'sound' });
    expect(customer.at('live').voiceMissing).toBe(true);
    customer.server.becomes({ session: aSession({ state: 'active', voice: 'phone' }) });
    expect(customer.at('live').voiceMissing).toBe(false);
  });
});

describe('the end', () => {
  it.each(endReasons)(
    'by %s turns camera and microphone off and forgets the seat',
    async (reason) => {
      const customer = await customerAt(active);
      customer.server.becomes({
        session: aSession({ state: 'ended', end: { by: 'technician', reason } }),
      });
      expect(customer.at('ended').reason).toBe(reason);
      expect(customer.devices.tracks.map((track) => track.readyState)).toEqual(['ended', 'ended']);
      expect(customer.memory.get('seat')).toBeNull();
      expect(customer.server.sent).toBe('no call');
    },
  );

  it('by leaving is asked once, and is here at once though the server is out of reach', async () => {
    const customer = await customerAt(active);
    customer.act.ask('leave');
    expect(customer.at('live').leaving).toBe(true);
    customer.server.command = () => {
      throw new ApiError('unreachable', { language: 'en' });
    };
    customer.act.leave();
    expect(customer.at('ended').reason).toBe('left');
    expect(customer.server.sent).toBe('no call');
    expect(customer.devices.tracks[0]?.readyState).toBe('ended');
    await customer.settled();
    expect(customer.server.commands).toEqual(['end']);
  });

  it('leaves a way in for another PIN', async () => {
    const customer = await customerAt(active);
    customer.act.leave();
    customer.act.startOver();
    customer.at('camera');
  });
});

describe('coming back', () => {
  it('a reload while live takes the seat and the picture goes on by itself', async () => {
    const devices = imitateDevices('granted');
    const customer = await customerAtTheLicence({ devices });
    customer.server.becomes({ session: active });
    const again = await customer.reloaded();
    again.at('opening');
    again.server.becomes({ session: active, seat: 'held' });
    again.at('live');
    expect(again.server.sent).toMatchObject({ video: devices.tracks[2] });
  });

  it('a reload while live asks with one button where the browser would ask', async () => {
    const customer = await customerAt(active);
    const again = await customer.reloaded();
    again.server.becomes({ session: active, seat: 'held' });
    expect(again.at('camera').again).toBe('shared');
    again.act.askCameraAgain();
    await again.settled();
    again.at('live');
  });

  it('a reload while the server is out of reach says so, and tries again on a touch', async () => {
    const customer = await customerAt(active);
    const again = await customer.reloaded();
    again.server.becomes({ link: 'down' });
    again.at('unreachable');
    again.act.tryAgain();
    expect(again.server.reconnected).toBe(1);
  });

  it('another tab has the session: this one gives up its camera and can take it back', async () => {
    const customer = await customerAtTheLicence({ devices: imitateDevices('granted') });
    customer.server.becomes({ session: active });
    customer.server.becomes({ seat: 'elsewhere' });
    expect(customer.at('elsewhere').busy).toBe(false);
    expect(customer.devices.tracks[0]?.readyState).toBe('ended');
    expect(customer.server.sent).toBe('no call');
    customer.act.continueHere();
    expect(customer.server.taken).toBe(1);
    customer.server.becomes({ seat: 'taking' });
    expect(customer.at('elsewhere').busy).toBe(true);
    customer.server.becomes({ seat: 'held' });
    await customer.settled();
    customer.at('live');
    expect(customer.server.sent).toMatchObject({ video: customer.devices.tracks[2] });
  });

  it('a new PIN of the technician leads back to the PIN, in words', async () => {
    const customer = await customerAt(connected);
    customer.server.becomes({ seat: 'refused', refused: 'seat_refused' });
    expect(customer.at('pin').notice).toBe('new_pin');
    expect(customer.memory.get('seat')).toBeNull();
    expect(customer.devices.tracks[0]?.readyState).toBe('live');
  });

  it('a reload into a session that is no longer one’s own says so at the PIN', async () => {
    const customer = await customerAt(connected);
    const again = await customer.reloaded();
    again.server.becomes({ seat: 'refused', refused: 'session_not_found' });
    again.act.askCameraAgain();
    await again.settled();
    expect(again.at('pin').notice).toBe('seat_lost');
  });

  it('a server that was updated meanwhile keeps the seat for after the reload', async () => {
    const customer = await customerAt(active);
    customer.server.becomes({ seat: 'refused', refused: 'client_too_old' });
    customer.at('too_old');
    expect(customer.memory.get('seat')).not.toBeNull();
  });
});
