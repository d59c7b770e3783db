import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../common/client/api-error.ts';
import { OwnCamera } from '../../customer-web/camera/own-camera.svelte.ts';
import { JOIN_AGAIN_MS, type Entrance } from '../../customer-web/reception.ts';
import { imitateDevices } from './support/devices.ts';
import { aSession, imitateServer, sessionId } from './support/session.ts';

const arrival = { device: 'd'.repeat(32), language: 'en', voice: 'here' } as const;
const joined = { token: 'c_token', session: aSession() };
const fails = (code: 'unreachable' | 'pin_used') => {
  throw new ApiError(code, { language: 'en' });
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function aReception() {
  const server = imitateServer();
  const reception = server.reception(new OwnCamera(imitateDevices()));
  return {
    server,
    join: (entrance: Entrance) => reception.join(entrance, arrival),
    paths: () => server.asked.map(({ path }) => path),
  };
}

const find = '/api/pins/find';
const join = '/api/sessions/:id/join';

describe.each<[string, Entrance, string[]]>([
  ['a PIN', { pin: '482913' }, [find]],
  ['a link', { link: 'LinkTokenOf22Letters-_', id: sessionId }, []],
])('a join by %s whose answer got lost', (_, entrance, finding) => {
  it('is said again, more than a second later, to the session that was found', async () => {
    const { server, join: joins, paths } = aReception();
    server.answers.join = () => fails('unreachable');
    const seat = joins(entrance);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(paths()).toEqual([...finding, join]);
    server.answers.join = () => joined;
    await vi.advanceTimersByTimeAsync(JOIN_AGAIN_MS);
    await expect(seat).resolves.toMatchObject({ id: sessionId, token: 'c_token' });
    expect(paths()).toEqual([...finding, join, join]);
  });

  it('is given up at last, and goes to that session still when it is tried once more', async () => {
    const { server, join: joins, paths } = aReception();
    server.answers.join = () => fails('unreachable');
    const lost = expect(joins(entrance)).rejects.toMatchObject({ code: 'unreachable' });
    await vi.runAllTimersAsync();
    await lost;
    const before = paths().length;
    server.answers.find = () => fails('pin_used');
    server.answers.join = () => joined;
    await expect(joins(entrance)).resolves.toMatchObject({ token: 'c_token' });
    expect(paths().slice(before)).toEqual([join]);
  });
});

it('a PIN that was refused is looked up anew', async () => {
  const { server, join: joins, paths } = aReception();
  server.answers.join = () => fails('pin_used');
  await expect(joins({ pin: '482913' })).rejects.toMatchObject({ code: 'pin_used' });
  await expect(joins({ pin: '482913' })).rejects.toMatchObject({ code: 'pin_used' });
  expect(paths()).toEqual([find, join, find, join]);
});
