import { beforeEach, describe, expect, it, test } from 'vitest';
import { callCauses, type CallCause } from '../../../common/call/causes/cause.ts';
import { customerAtTheLicence, type Customer } from '../support/customer.ts';
import { imitateDevices } from '../support/devices.ts';
import { showLive } from '../support/live-screen.svelte.ts';
import { aSession } from '../support/session.ts';

const active = aSession({ state: 'active' });

let customer: Customer;
beforeEach(async () => {
  customer = await customerAtTheLicence({ devices: imitateDevices('granted') });
  customer.server.becomes({ session: active });
  await customer.settled();
});

const measures = (...causes: CallCause[]) =>
  customer.server.callBecomes({ state: 'connected', causes });
let turn = 0;
const technicianSays = (...causes: CallCause[]) =>
  customer.server.technicianSays({ type: 'causes', turn: (turn += 1), causes });
const told = () =>
  (customer.server.said as { type: string; causes?: CallCause[] }[])
    .filter(({ type }) => type === 'causes')
    .at(-1)?.causes;

describe('what is wrong with the phone’s end', () => {
  it('is on the screen, the worst of it, and told to the technician', () => {
    measures('network_slow', 'udp_blocked');
    expect(customer.at('live').cause).toBe('network_slow');
    expect(told()).toEqual(['network_slow', 'udp_blocked']);
    measures();
    expect(customer.at('live').cause).toBeNull();
    expect(told()).toEqual([]);
  });

  it('is told anew to a technician whose panel was loaded again', () => {
    measures('processor_slow');
    customer.server.technicianIsAnother();
    const said = customer.server.said.filter((one) => (one as { type: string }).type === 'causes');
    expect(said).toHaveLength(2);
  });

  it('is not told before the start', async () => {
    const early = await customerAtTheLicence({ devices: imitateDevices('granted') });
    early.server.becomes({ session: aSession({ state: 'connected' }) });
    early.server.callBecomes({ state: 'connected', causes: ['udp_blocked'] });
    expect(early.server.said).toEqual([]);
  });

  it('is not shown while the call is being mended', () => {
    measures('network_slow');
    customer.server.callBecomes({ state: 'interrupted', causes: ['network_slow'] });
    expect(customer.at('live').cause).toBeNull();
  });
});

describe('a microphone that gives no sound', () => {
  it('is let go and opened once more on a touch', async () => {
    measures('microphone_silent');
    const dead = customer.devices.tracks[1]!;
    customer.act.reopenMicrophone();
    expect(dead.readyState).toBe('ended');
    await customer.settled();
    expect(customer.devices.asked.at(-1)).toBe('microphone');
    expect(customer.server.sent).toMatchObject({ audio: customer.devices.tracks[2] });
  });

  it('that another app holds now is tried again by itself', async () => {
    customer.devices.microphone = 'busy';
    customer.act.reopenMicrophone();
    await customer.settled();
    expect(customer.at('live').microphone).toBe('none');
    customer.devices.microphone = 'granted';
    document.dispatchEvent(new Event('visibilitychange'));
    await customer.settled();
    expect(customer.at('live').microphone).toBe('on');
  });
});

describe('what is wrong with the technician’s end', () => {
  it('is on the screen as far as a customer would notice it', () => {
    measures();
    technicianSays('unheard', 'network_slow');
    expect(customer.at('live').technicianCause).toBe('unheard');
    technicianSays();
    expect(customer.at('live').technicianCause).toBeNull();
  });

  it('that is said late, or by a stranger, changes nothing', () => {
    measures();
    technicianSays('unheard');
    customer.server.technicianSays({ type: 'causes', turn: 0, causes: [] });
    customer.server.technicianSays({ type: 'causes', turn: 99, causes: 'unheard' });
    customer.server.technicianSays({ type: 'causes', turn: 99, causes: Array(40).fill('unheard') });
    expect(customer.at('live').technicianCause).toBe('unheard');
    customer.server.technicianSays({ type: 'causes', turn: 99, causes: ['of a newer page'] });
    expect(customer.at('live').technicianCause).toBeNull();
  });
});

describe('a network that lets nothing through', () => {
  it('is named once it was tried for long enough, with what may help', () => {
    customer.server.callBecomes({ state: 'connecting', problem: 'media_path' });
    expect(customer.at('live').blocked).toBe(false);
    customer.server.callBecomes({ state: 'failed', problem: 'media_path' });
    expect(customer.at('live').blocked).toBe(true);
    expect(showLive('blocked').text()).toContain('Try mobile data, or another Wi-Fi.');
  });
});

describe('one room', () => {
  it('is said until one of the two is muted', () => {
    measures('network_slow');
    technicianSays('same_room');
    expect(customer.at('live').cause).toBe('same_room');
    customer.act.toggleMute();
    expect(customer.at('live').cause).toBe('network_slow');
  });
});

const said: Record<CallCause, [own: string, technician: string]> = {
  same_room: ['You and your technician seem to be in one room.', ''],
  microphone_silent: ['Your microphone gives no sound', 'Anna cannot be heard just now'],
  unheard: ['', 'Anna cannot be heard just now'],
  network_slow: ['Your connection is slow.', "Anna's connection is slow just now"],
  processor_slow: ['Your phone is busy. Close your other apps.', ''],
  udp_blocked: ['This Wi-Fi slows the call down.', ''],
};
test.each(callCauses)('%s has its words on the live screen', (cause) => {
  const [own, technician] = said[cause];
  const screen = showLive('live');
  const notes = () => document.querySelector('.notes')!.textContent!;
  screen.becomes({ cause });
  expect(notes()).toContain(own);
  if (!own) expect(notes().trim()).toBe('');
  const offers = screen.buttons().includes('Open the microphone again');
  expect(offers).toBe(cause === 'microphone_silent');
  screen.becomes({ cause: null, technicianCause: cause });
  expect(notes()).toContain(technician);
  if (!technician) expect(notes().trim()).toBe('');
});
