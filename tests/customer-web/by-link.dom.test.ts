import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ApiError } from '../../common/client/api-error.ts';
import type { ErrorCode } from '../../common/contract/errors.ts';
import {
  customerAtTheLicence,
  customerByLink,
  customerOpensThePage,
  linkToken,
} from './support/customer.ts';
import { imitateDevices } from './support/devices.ts';
import { showPinScreen } from './support/pin-screen.svelte.ts';
import { aLinkedSession, aSession, imitateServer, sessionId } from './support/session.ts';

const fragment = `#j=${linkToken}`;
const refused = (code: ErrorCode) => () => {
  throw new ApiError(code, { language: 'en', message: `words of ${code}` });
};
const joins = (server: ReturnType<typeof imitateServer>) =>
  server.asked.filter(({ path }) => path.endsWith('/join')).map(({ body }) => body);

describe('a link', () => {
  it('leaves the address at once, and leads past the PIN', async () => {
    const customer = await customerByLink();
    expect(customer.address).toBe('https://help.example.com/');
    expect(customer.at('join')).toMatchObject({ technician: 'Anna', busy: false, error: '' });
    expect(customer.journey.company.companyName).toBe('Example');
  });

  it('joins by the tap alone', async () => {
    const customer = await customerByLink();
    expect(joins(customer.server)).toEqual([]);
    customer.act.join();
    expect(customer.at('join').busy).toBe(true);
    await customer.settled();
    customer.at('licence');
    expect(joins(customer.server)).toEqual([
      { link: linkToken, device: 'd'.repeat(32), language: 'en', voice: 'here' },
    ]);
  });

  it('survives a reload at every step, and is not kept once it has led into the session', async () => {
    const devices = imitateDevices('granted');
    let customer = await customerOpensThePage({ fragment, devices });
    customer.at('tutorial');
    customer = await customer.reloaded();
    customer.act.skipTutorial();
    customer = await customer.reloaded();
    customer.at('camera');
    customer.act.allowCamera('here');
    await customer.settled();
    customer = await customer.reloaded();
    customer.at('join');
    customer.act.join();
    await customer.settled();
    const asked = customer.server.asked.length;
    customer = await customer.reloaded();
    expect(customer.server.asked.slice(asked)).toEqual([]);
    expect(customer.memory.get('seat')).toMatchObject({ session: sessionId });
  });

  it('whose technician chose the telephone asks for the camera alone', async () => {
    const server = imitateServer();
    server.answers.findByLink = () => aLinkedSession({ voice: 'phone' });
    const customer = await customerOpensThePage({ fragment, server });
    customer.act.skipTutorial();
    expect(customer.at('camera').alone).toBe(true);
    customer.act.allowCamera('phone');
    await customer.settled();
    expect(customer.devices.asked).toEqual(['camera']);
    customer.act.join();
    await customer.settled();
    expect(joins(server)).toMatchObject([{ voice: 'phone' }]);
  });

  it('leads there too where the camera was allowed before: the microphone stays off', async () => {
    const server = imitateServer();
    server.answers.findByLink = () => aLinkedSession({ voice: 'phone' });
    const before = await customerByLink({ devices: imitateDevices('granted') });
    const { devices } = before;
    const asked = devices.asked.length;
    const again = await customerOpensThePage({
      fragment,
      server,
      devices,
      storage: new Map([
        [
          'lens.customer',
          JSON.stringify({ tutorialSeen: true, cameraStep: { at: 1_000, without: false } }),
        ],
      ]),
    });
    again.at('join');
    expect(devices.asked.slice(asked)).toEqual(['camera']);
  });

  it.each(['invitation_used', 'invitation_replaced', 'invitation_wrong', 'session_ended'] as const)(
    'that answers %s says so in words, with the PIN as the way on',
    async (code) => {
      const server = imitateServer();
      server.answers.findByLink = refused(code);
      const customer = await customerOpensThePage({ fragment, server });
      expect(customer.at('link_refused').message).toBe(`words of ${code}`);
      customer.act.enterPin();
      customer.act.skipTutorial();
      customer.act.allowCamera('here');
      await customer.settled();
      customer.at('pin');
      (await customer.reloaded()).at('camera');
    },
  );

  it.each(['invitation_used', 'invitation_replaced', 'session_ended'] as const)(
    'that has come to %s meanwhile says so on the tap',
    async (code) => {
      const customer = await customerByLink();
      customer.server.answers.join = refused(code);
      customer.act.join();
      await customer.settled();
      expect(customer.at('link_refused').message).toBe(`words of ${code}`);
    },
  );

  it('that is not complete says so', async () => {
    const server = imitateServer();
    server.answers.findByLink = refused('invalid_input');
    const customer = await customerOpensThePage({ fragment: '#j=LinkTok', server });
    expect(customer.at('link_refused').message).toBe('');
  });

  it('is said why it leads nowhere in the language that is chosen', async () => {
    const server = imitateServer();
    server.answers.findByLink = refused('invitation_used');
    const customer = await customerOpensThePage({ fragment, server });
    server.answers.findByLink = () => {
      throw new ApiError('invitation_used', { language: 'fr', message: 'déjà servi' });
    };
    customer.journey.languageChanged();
    await customer.settled();
    expect(customer.at('link_refused').message).toBe('déjà servi');
  });

  it('can be tapped again where the tap failed for another reason', async () => {
    const customer = await customerByLink();
    const { join } = customer.server.answers;
    customer.server.answers.join = refused('too_many_attempts');
    customer.act.join();
    await customer.settled();
    expect(customer.at('join')).toMatchObject({ busy: false, error: 'words of too_many_attempts' });
    customer.server.answers.join = join;
    customer.act.join();
    await customer.settled();
    customer.at('licence');
  });

  it('that may not be looked at for a while says so with the time, and is looked at again by itself', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const server = imitateServer();
    const { findByLink } = server.answers;
    server.answers.findByLink = () => {
      throw new ApiError('too_many_attempts', { language: 'en', retryAfterSeconds: 120 });
    };
    const customer = await customerByLink({ server });
    const screen = customer.at('pin');
    expect(screen.hold).toEqual({ why: 'attempts', seconds: 120 });
    const shown = showPinScreen(screen);
    expect(shown.text()).toContain('Too many attempts. Try again in 2 minutes.');
    expect(shown.button.disabled).toBe(true);

    server.answers.findByLink = findByLink;
    customer.now += 120_000;
    vi.advanceTimersByTime(1000);
    await customer.settled();
    expect(customer.at('join')).toMatchObject({ technician: 'Anna', error: '', hold: null });
  });

  it('that cannot be looked at for another reason says so where the PIN is typed', async () => {
    const server = imitateServer();
    server.answers.findByLink = refused('not_allowed');
    const customer = await customerByLink({ server });
    expect(customer.at('pin').error).toBe('words of not_allowed');
  });

  it('waits for a server out of reach, and goes on by itself', async () => {
    const server = imitateServer();
    const { findByLink } = server.answers;
    server.answers.findByLink = () => {
      throw new ApiError('unreachable', { language: 'en' });
    };
    const opening = customerOpensThePage({
      fragment,
      server,
      storage: new Map([['lens.customer', JSON.stringify({ tutorialSeen: true })]]),
    });
    await vi.waitFor(() => expect(server.asked.length).toBeGreaterThan(1));
    server.answers.findByLink = findByLink;
    (await opening).at('camera');
  });

  it('stays in the address of an app’s own browser, which hands it on', async () => {
    const surroundings = { hasCameraApi: false, app: 'Messenger' };
    const customer = await customerOpensThePage({ fragment, surroundings });
    customer.at('in_app');
    expect(customer.address).toBe(`https://help.example.com/${fragment}`);
    expect(customer.server.asked).toEqual([]);
  });

  it('is in the address that is copied where a camera was refused', async () => {
    const customer = await customerByLink({ devices: imitateDevices('denied') });
    expect(customer.at('refused').address).toBe(`https://help.example.com/${fragment}`);
  });
});

describe('a device that has a seat', () => {
  it('continues its session when the link that led there is touched again', async () => {
    const devices = imitateDevices('granted');
    const storage = new Map<string, string>();
    const { server } = await customerAtTheLicence({ devices, storage });
    server.answers.findByLink = refused('invitation_used');
    const again = await customerOpensThePage({ fragment, devices, storage, server });
    again.at('opening');
    server.becomes({ session: aSession({ state: 'active' }), seat: 'held' });
    again.at('live');
  });

  it('follows a new link into another session', async () => {
    const storage = new Map<string, string>();
    const { server } = await customerAtTheLicence({ storage });
    const again = await customerOpensThePage({
      fragment,
      storage,
      server,
      devices: imitateDevices('granted'),
    });
    again.at('join');
  });

  it('whose seat is gone reads what became of the link', async () => {
    const storage = new Map<string, string>();
    const { server } = await customerAtTheLicence({ storage });
    server.answers.findByLink = refused('invitation_used');
    const again = await customerOpensThePage({ fragment, storage, server });
    server.becomes({ session: null, seat: 'refused', refused: 'session_not_found' });
    expect(again.at('link_refused').message).toBe('words of invitation_used');
  });
});
