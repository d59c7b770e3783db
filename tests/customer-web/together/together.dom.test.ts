import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CameraState, TechnicianSays } from '../../../common/showing/said.ts';
import { customerAtTheLicence, type Customer } from '../support/customer.ts';
import { imitateDevices } from '../support/devices.ts';
import { aSession } from '../support/session.ts';

const cameras = [
  { deviceId: 'main', label: 'camera2 0, facing back' },
  { deviceId: 'front', label: 'camera2 1, facing front' },
];
const active = aSession({ state: 'active' });
const both = (technician: 'here' | 'phone', customer: 'here' | 'phone') => ({
  voices: { technician, customer },
  voice: technician === 'phone' || customer === 'phone' ? ('phone' as const) : ('here' as const),
});

let customer: Customer;
beforeEach(async () => {
  const devices = Object.assign(imitateDevices('granted'), { cameras, first: 'main' });
  customer = await customerAtTheLicence({ devices });
  customer.devices.tracks[0]!.abilities = { torch: true, zoom: { min: 1, max: 4, step: 0.1 } };
  customer.server.becomes({ session: active });
  await customer.settled();
});

/** What the technician knows of the camera by now. */
const told = () =>
  customer.server.said
    .filter((each) => (each as { type: string }).type === 'camera')
    .map((each) => (each as { state: CameraState }).state)
    .at(-1);
const refused = () =>
  customer.server.said.filter((each) => (each as { type: string }).type === 'camera_refused');
let turn = 0;
async function wishes(wish: Extract<TechnicianSays, { type: 'camera' }>['wish']) {
  customer.server.technicianSays({ type: 'camera', turn: (turn += 1), wish });
  await customer.settled();
}

describe('the technician', () => {
  it('is told what the camera is and can do', () => {
    expect(told()).toEqual({
      picture: 'live',
      microphone: 'on',
      torch: false,
      zoom: { min: 1, max: 4, step: 0.1, now: 1 },
      lenses: [
        { id: 0, kind: 'rear' },
        { id: 1, kind: 'front' },
      ],
      lens: 0,
    });
  });

  it('lights, zooms and changes the lens, which the customer sees, and the call goes on', async () => {
    await wishes({ what: 'torch', on: true });
    await wishes({ what: 'zoom', to: 2 });
    expect(customer.at('live')).toMatchObject({ torch: true, zoom: { now: 2 } });
    await wishes({ what: 'lens', to: 1 });
    expect(told()).toMatchObject({ picture: 'live', lens: 1, torch: null, zoom: null });
    expect(customer.server.sent).toMatchObject({ video: customer.devices.tracks[2] });
    expect(refused()).toEqual([]);
  });

  it('is told what the camera could not do', async () => {
    customer.devices.held.add('front');
    await wishes({ what: 'lens', to: 1 });
    customer.devices.tracks.at(-1)!.stubborn = true;
    await wishes({ what: 'torch', on: true });
    expect(refused()).toEqual([
      { type: 'camera_refused', what: 'lens' },
      { type: 'camera_refused', what: 'torch' },
    ]);
    expect(told()).toMatchObject({ picture: 'live', lens: 0 });
  });

  it('is told of a lens that is being changed, and that nothing is sent meanwhile', async () => {
    customer.act.turnCamera();
    expect(told()?.picture).toBe('switching');
    expect(customer.server.sent).toMatchObject({ video: null });
    await customer.settled();
    expect(told()?.picture).toBe('live');
  });

  it('is told of a camera that the phone has taken', () => {
    customer.devices.tracks[0]!.interrupt();
    expect(told()?.picture).toBe('taken');
    expect(customer.at('live').camera).toBe('taken');
  });

  it('draws what the customer sees', () => {
    const { paper } = customer.at('live');
    const mark = {
      type: 'mark',
      board: 0,
      mark: 1,
      shape: { kind: 'number', at: [1, 2], number: 1 },
    };
    customer.server.technicianSays(mark);
    expect(paper?.look(0).marks).toHaveLength(1);
  });
});

describe('wishes without end', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    return () => vi.useRealTimers();
  });
  const says = (wish: Extract<TechnicianSays, { type: 'camera' }>['wish']) =>
    customer.server.technicianSays({ type: 'camera', turn: (turn += 1), wish });

  it('make no stroboscope: the torch changes once in half a second, and is as was wished last', async () => {
    const [track] = customer.devices.tracks;
    for (let n = 1; n <= 40; n += 1) {
      says({ what: 'torch', on: n % 2 === 1 });
      await vi.advanceTimersByTimeAsync(50);
    }
    says({ what: 'torch', on: true });
    await vi.advanceTimersByTimeAsync(600);
    // In 2.6 s.
    expect(track!.told.length).toBeLessThanOrEqual(6);
    expect(track!.told.at(-1)).toEqual({ torch: true });
  });

  it('light nothing that the customer has put out or paused since', async () => {
    const [track] = customer.devices.tracks;
    says({ what: 'torch', on: true });
    await vi.waitFor(() => expect(customer.at('live').torch).toBe(true));
    says({ what: 'torch', on: true });
    customer.act.toggleTorch();
    await vi.advanceTimersByTimeAsync(600);
    expect(track!.settings).toMatchObject({ torch: false });
    says({ what: 'torch', on: false });
    says({ what: 'torch', on: true });
    customer.act.togglePause();
    await vi.advanceTimersByTimeAsync(600);
    expect(track!.settings).toMatchObject({ torch: false });
  });

  it('open one lens in two seconds, at last the one that was wished last', async () => {
    for (let n = 0; n < 100; n += 1) says({ what: 'lens', to: n % 2 });
    says({ what: 'lens', to: 1 });
    await vi.advanceTimersByTimeAsync(1_900);
    const opened = () => customer.devices.asked.filter((each) => each === 'camera').length;
    expect(opened()).toBe(0);
    await vi.advanceTimersByTimeAsync(200);
    expect(opened()).toBe(1);
    expect(told()?.lens).toBe(1);
  });
});

describe('before the technician starts', () => {
  beforeEach(() => customer.server.becomes({ session: aSession({ state: 'connected' }) }));

  it.each(['frame', 'photo'] as const)('no %s is taken', async (how) => {
    customer.server.technicianSays({ type: 'take', still: 1, how });
    await vi.waitFor(() =>
      expect(customer.server.said).toContainEqual({
        type: 'not_taken',
        still: 1,
        because: 'off',
      }),
    );
  });

  it('the camera does nothing that the technician wishes', async () => {
    await wishes({ what: 'torch', on: true });
    await wishes({ what: 'lens', to: 1 });
    expect(customer.devices.tracks[0]!.told).toEqual([]);
    expect(refused()).toEqual([
      { type: 'camera_refused', what: 'torch' },
      { type: 'camera_refused', what: 'lens' },
    ]);
  });
});

describe('a pause', () => {
  it('puts out a torch that comes on only then', async () => {
    const [track] = customer.devices.tracks;
    let resolve = () => {};
    const promise = new Promise<void>((done) => (resolve = done));
    const apply = track!.applyConstraints.bind(track);
    track!.applyConstraints = (wish) => promise.then(() => apply(wish));
    customer.server.technicianSays({
      type: 'camera',
      turn: (turn += 1),
      wish: { what: 'torch', on: true },
    });
    customer.act.togglePause();
    resolve();
    await customer.settled();
    expect(track!.told).toEqual([{ torch: true }, { torch: false }]);
    expect(customer.at('live').torch).toBe(false);
  });

  it('sends nothing of the picture, puts the torch out, and is said on both sides', async () => {
    await wishes({ what: 'torch', on: true });
    customer.act.togglePause();
    await customer.settled();
    expect(customer.server.sent).toEqual({ video: null, audio: customer.devices.tracks[1] });
    expect(customer.at('live')).toMatchObject({ camera: 'paused', torch: false });
    expect(told()).toMatchObject({ picture: 'paused', torch: false });
    await wishes({ what: 'torch', on: true });
    expect(refused()).toEqual([{ type: 'camera_refused', what: 'torch' }]);
    customer.act.togglePause();
    expect(customer.server.sent).toMatchObject({ video: customer.devices.tracks[0] });
  });

  it('outlives a reload', async () => {
    customer.act.togglePause();
    const again = await customer.reloaded();
    again.server.becomes({ session: active, seat: 'held' });
    await again.settled();
    expect(again.at('live').camera).toBe('paused');
    expect(again.server.sent).toMatchObject({ video: null });
  });

  it.each([
    ['paused', () => customer.act.togglePause()],
    ['taken', () => customer.devices.tracks[0]!.interrupt()],
  ])('no still is taken while the picture is %s', async (because, happens) => {
    happens();
    customer.server.technicianSays({ type: 'take', still: 1, how: 'frame' });
    await vi.waitFor(() =>
      expect(customer.server.said).toContainEqual({ type: 'not_taken', still: 1, because }),
    );
  });
});

describe('the sound', () => {
  it('of a customer who came by telephone is offered, and on after a touch', async () => {
    customer.server.becomes({ session: { ...active, ...both('here', 'phone') } });
    expect(customer.devices.tracks[1]?.readyState).toBe('ended');
    expect(customer.at('live')).toMatchObject({ microphone: 'phone', speak: 'offered' });
    customer.server.command = () =>
      customer.server.becomes({ session: { ...active, ...both('here', 'here') } });
    customer.act.speak();
    expect(customer.at('live').speak).toBe('asking');
    await customer.settled();
    expect(customer.server.commands).toEqual(['voice']);
    expect(customer.at('live')).toMatchObject({ microphone: 'on', speak: null });
    expect(customer.memory.get('voice')).toBe('here');
  });

  it('stops when the technician goes to the telephone, and is not offered then', () => {
    customer.server.becomes({ session: { ...active, ...both('phone', 'here') } });
    expect(customer.at('live')).toMatchObject({ microphone: 'phone', speak: null });
    expect(customer.server.sent).toMatchObject({ audio: null });
    expect(told()?.microphone).toBe('phone');
  });

  it('is offered again when the technician comes back from the telephone', async () => {
    customer.server.becomes({ session: { ...active, ...both('phone', 'here') } });
    customer.server.becomes({ session: active });
    expect(customer.at('live')).toMatchObject({ microphone: 'none', speak: 'offered' });
    customer.devices.microphone = 'denied';
    customer.act.speak();
    await customer.settled();
    expect(customer.at('live')).toMatchObject({ microphone: 'none', speak: 'refused' });
  });

  it('that is refused shows how it is allowed in this browser, until it is or nobody wants it', async () => {
    customer.server.becomes({ session: { ...active, ...both('phone', 'here') } });
    customer.server.becomes({ session: active });
    customer.devices.microphone = 'denied';
    customer.act.speak();
    expect(customer.at('live').allowing).toBeNull();
    await customer.settled();
    expect(customer.at('live').allowing).toBe('chrome_android');
    customer.act.back();
    expect(customer.at('live').allowing).toBeNull();
    customer.act.speak();
    await customer.settled();
    expect(customer.at('live').allowing).toBe('chrome_android');
    customer.devices.microphone = 'granted';
    customer.act.speak();
    await customer.settled();
    expect(customer.at('live')).toMatchObject({ microphone: 'on', speak: null, allowing: null });
  });

  it('is also offered before the start', () => {
    const session = aSession({ state: 'connected', ...both('here', 'phone') });
    customer.server.becomes({ session });
    expect(customer.at('preview').speak).toBe('offered');
  });

  it('that the browser keeps silent is said, and unblocked by a touch', () => {
    customer.server.silences(true);
    expect(customer.at('live').silenced).toBe(true);
    customer.act.hear();
    expect(customer.server.unblocked).toBe(1);
  });

  it('of the technician goes to the speaker, and ends with the call', () => {
    const sound = {} as MediaStream;
    customer.server.callBecomes({ state: 'connected', remote: { picture: null, sound } });
    expect(customer.server.voice).toBe(sound);
    customer.server.becomes({ seat: 'elsewhere' });
    expect(customer.server.voice).toBeNull();
  });
});

describe('accepting the licence', () => {
  it('is the touch by which the voice is unblocked', async () => {
    const reader = await customerAtTheLicence();
    reader.act.accept();
    expect(reader.server.unblocked).toBe(1);
  });
});
