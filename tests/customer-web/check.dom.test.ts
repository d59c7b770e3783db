import { mount, tick, unmount } from 'svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ApiError } from '../../common/client/api-error.ts';
import type { Api } from '../../common/client/api.ts';
import { serverInfo } from '../../common/contract/routes/about.ts';
import { checkWords } from '../../common/i18n/check/words.ts';
import { translator } from '../../common/i18n/translate.ts';
import { Check, type Checks } from '../../customer-web/check/check.svelte.ts';
import CheckPage from '../../customer-web/check/CheckPage.svelte';
import { reachedOver } from '../../customer-web/check/checks/ice.ts';
import { takeCode } from '../../customer-web/check/code.ts';
import { fails, works } from '../../customer-web/check/outcome.ts';

const code = 'x'.repeat(22);
const wellEverywhere: Checks = {
  camera: async () => works,
  socket: async () => works,
  stun: async () => works,
  turn: async () => works,
};

/** A server that answers as it is told; what a phone reported is kept. */
function server(answers: { begin?: () => unknown; report?: () => unknown; info?: unknown } = {}) {
  const reports: unknown[] = [];
  const call = async (
    { path }: { path: string },
    { body }: { body: { report?: unknown } } = { body: {} },
  ) => {
    if (path === serverInfo.path) {
      if (!answers.info) throw new ApiError('unreachable', { language: 'en' });
      return answers.info;
    }
    if (path.endsWith('/begin'))
      return answers.begin?.() ?? { iceServers: [], ticket: 'y'.repeat(22) };
    await answers.report?.();
    reports.push(body.report);
    return undefined;
  };
  return { api: { baseUrl: '', call } as unknown as Api, reports };
}

let mounted: object | undefined;
afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = undefined;
  document.body.replaceChildren();
});

function shown(check: Check, language: 'en' | 'fr' = 'en') {
  const say = translator(checkWords, language);
  const props = { check, say, language, onlanguage: () => undefined };
  mounted = mount(CheckPage, { target: document.body, props });
  return document.body;
}
const newCheck = (api: Api, checks: Partial<Checks> = {}, given: string | null = code) =>
  new Check({ api, checks: { ...wellEverywhere, ...checks }, language: () => 'en', code: given });

describe('the page of a phone’s check', () => {
  test('begins nothing by itself, and reports what it found once it was told to begin', async () => {
    const { api, reports } = server();
    const check = newCheck(api, {
      turn: async (_, way) => (way === 'udp' ? fails('unreachable') : works),
    });
    const page = shown(check);
    expect(page.textContent).toContain('goes to whoever sent you this link');
    expect(reports).toEqual([]);
    await check.begin();
    await tick();
    expect(page.querySelector('h1')!.textContent).toBe('Something does not work');
    expect(page.textContent).toContain('The result was sent');
    const [report] = reports as { findings: { check: string; state: string }[] }[];
    expect(report!.findings.map(({ check: name, state }) => `${name} ${state}`)).toEqual([
      'camera well',
      'socket well',
      'stun well',
      'turn_udp wrong',
      'turn_tcp well',
      'turn_tls well',
    ]);
  });

  test('says whose server it is, and goes without where that is out of reach', async () => {
    const { api } = server({ info: { companyName: 'Example', logo: null, accentColour: null } });
    const check = newCheck(api);
    const page = shown(check);
    await check.meetsCompany();
    await tick();
    expect(page.querySelector('header')!.textContent).toContain('Example');
    await newCheck(server().api).meetsCompany();
  });

  test.each(['check_code_wrong', 'invalid_input'] as const)(
    'says that a link was used up, and tries nothing',
    async (code) => {
      let tried = 0;
      const { api } = server({
        begin: () => {
          throw new ApiError(code, { language: 'en' });
        },
      });
      const check = newCheck(api, { camera: async () => ((tried += 1), works) });
      const page = shown(check);
      await check.begin();
      await tick();
      expect(page.querySelector('[role=alert]')).not.toBeNull();
      expect(tried).toBe(0);
    },
  );

  test('whose link was used up can still be checked, and what it finds stays here', async () => {
    let refuses = true;
    const { api, reports } = server({
      begin: () => {
        if (refuses) throw new ApiError('check_code_wrong', { language: 'en' });
        return { iceServers: [], ticket: null };
      },
    });
    const check = newCheck(api);
    const page = shown(check);
    await check.begin();
    await tick();
    refuses = false;
    const button = page.querySelector<HTMLButtonElement>('footer button')!;
    expect(button.textContent).toContain('Check without this link');
    button.click();
    await vi.waitFor(() => expect(check.phase.at).toBe('done'));
    await tick();
    expect(check.standing.turn_udp).toMatchObject({ reason: 'needs_code' });
    expect(page.querySelector('footer button')!.textContent).toContain('Check again');
    expect(reports).toEqual([]);
  });

  test('offers to send again what did not come through', async () => {
    let away = true;
    const { api, reports } = server({
      report: () => {
        if (away) throw new ApiError('unreachable', { language: 'en' });
      },
    });
    const check = newCheck(api);
    const page = shown(check);
    await check.begin();
    await tick();
    expect(page.textContent).toContain('could not be sent');
    away = false;
    page.querySelector<HTMLButtonElement>('footer button')!.click();
    await expect.poll(() => reports.length).toBe(1);
  });

  test('without a code leaves the relay out, says so in French too, and can be done again', async () => {
    const { api, reports } = server({ begin: () => ({ iceServers: [], ticket: null }) });
    const check = newCheck(api, {}, null);
    const page = shown(check, 'fr');
    await check.begin();
    await tick();
    expect(page.textContent).toContain('Non essayé sans code');
    expect(page.querySelector('footer button')!.textContent).toContain('Vérifier à nouveau');
    expect(reports).toEqual([]);
  });

  test('goes on where the server is out of reach or a check breaks, and says what does not work', async () => {
    const { api } = server({
      begin: () => {
        throw new ApiError('unreachable', { language: 'en' });
      },
    });
    const check = newCheck(api, { socket: () => Promise.reject(new Error('broken')) });
    await check.begin();
    expect(check.standing.camera).toMatchObject({ state: 'well' });
    expect(check.standing.socket).toMatchObject({ state: 'wrong', reason: 'failed' });
    expect(check.standing.turn_tls).toMatchObject({ state: 'wrong', reason: 'unreachable' });
  });
});

test('the code is taken out of the address', () => {
  history.replaceState(null, '', `/check#code=${code}`);
  expect(takeCode(window)).toBe(code);
  expect(location.href).not.toContain(code);
  expect(takeCode(window)).toBeNull();
});

test('servers are told apart by what they are reached over', () => {
  const urls = [
    'stun:a',
    'turn:a',
    'turn:a?transport=udp',
    'turn:a?transport=tcp',
    'turns:a?transport=tcp',
  ];
  const all = [{ urls, username: 'u', credential: 'c' }];
  expect(reachedOver(all, 'udp')[0]!.urls).toEqual(['turn:a', 'turn:a?transport=udp']);
  expect(reachedOver(all, 'tcp')[0]!.urls).toEqual(['turn:a?transport=tcp']);
  expect(reachedOver(all, 'tls')[0]!.urls).toEqual(['turns:a?transport=tcp']);
  expect(reachedOver([{ urls: ['stun:a'] }], 'udp')).toEqual([]);
});
