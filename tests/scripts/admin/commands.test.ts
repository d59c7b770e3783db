import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { routes, type Route, type RouteName } from '../../../common/contract/routes.ts';
import { settingsEntries } from '../../../common/contract/settings.ts';
import { logoCommands } from '../../../scripts/admin/logo.ts';
import { settingsReference } from '../../../scripts/admin/setting-values.ts';
import { topics } from '../../../scripts/admin/topics.ts';
import { Refusal, imitatedServer, runAdmin, type Answers } from '../../support/admin.ts';

const id = 'a'.repeat(32);
const otherId = 'b'.repeat(32);
const may = { startSessions: true, sms: false, email: false, ownMail: false, link: true, qr: true };
const support = { id: otherId, revision: 4, name: 'Support', permissions: may };
const anna = {
  id,
  revision: 7,
  email: 'anna@example.com',
  name: 'Anna Meyer',
  role: 'technician',
  groupId: otherId,
  disabled: false,
  hasPassword: true,
  secondFactor: false,
  created: 1_700_000_000_000,
};
const shownLink = {
  delivery: 'shown',
  url: 'https://x/set-password#s',
  expires: 1_700_000_000_000,
};
const settings = {
  companyName: 'Acme',
  accentColour: null,
  licence: null,
  tutorial: true,
  ways: { sms: true, email: true, ownMail: true, link: true, qr: true },
  pinMinutes: 20,
  waitingMinutes: 60,
  idleMinutes: 60,
  customFields: [],
  defaultLanguage: 'en',
  defaultCountry: 'US',
  smsCountries: ['US'],
  invitationsPerHour: 60,
  invitationsPerDestination: 5,
  retentionHours: 24,
};
const view = { revision: 3, settings, changed: ['companyName'], licenceVersion: '1', logo: null };
const nightly = {
  id,
  name: 'nightly report',
  scopes: ['audit:read'],
  created: 1,
  createdBy: { id, name: 'Anna' },
  expires: 2,
  seen: null,
};
const page = (...items: unknown[]) => ({ items, next: null });

/** A server of one technician, one group and one API token. */
const answers: Answers = {
  listTechnicians: () => page(anna),
  createTechnician: () => ({ technician: anna, link: shownLink }),
  getTechnician: () => anna,
  changeTechnician: () => anna,
  makePasswordLink: () => shownLink,
  removeTechnicianSecondFactor: () => anna,
  listGroups: () => page(support),
  createGroup: () => support,
  getGroup: () => support,
  changeGroup: () => support,
  getSettings: () => view,
  changeSettings: () => view,
  changeLogo: () => view,
  removeLogo: () => view,
  listLicences: () => page({ version: '1', since: 1, texts: { en: 'one', fr: 'un' } }),
  listSessions: () => page(),
  listAudit: () => page(),
  listApiTokens: () => page(nightly),
  createApiToken: () => ({ apiToken: nightly, token: 'a_secret' }),
  signIn: () => ({
    token: 't_secret',
    expires: 9_999_999_999_999,
    technician: { ...anna, may },
  }),
};

const commands = [
  ...topics.flatMap((topic) => topic.commands.map((command) => ({ topic: topic.words, command }))),
  ...logoCommands.map((command) => ({ topic: 'settings logo', command })),
];

/** Splits a line as a shell does, as far as the examples need it. */
const split = (line: string) =>
  [...line.matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([word]) => word.replaceAll('"', ''));

/** Runs a command against the imitated server, and gives the last thing that was asked of it. */
async function run(
  line: string,
  more: Parameters<typeof runAdmin>[1] & { answers?: Answers } = {},
) {
  const server = imitatedServer({ ...answers, ...more.answers });
  const result = await runAdmin(split(line), { fetch: server.send, ...more });
  // A technician's group is looked up to be shown by its name.
  const last = server.asked.findLast(({ route }) => route !== 'listGroups');
  return { ...result, asked: server.asked, last };
}

/** What `npm run doctor` asks instead. */
const doctors: RouteName[] = ['examine', 'openPhoneCheck', 'getPhoneCheck'];

test('there is a command for every route of an administrator', () => {
  const served = new Set<RouteName>([...commands.map(({ command }) => command.route), ...doctors]);
  const missing = (Object.keys(routes) as RouteName[]).filter(
    (name) => (routes[name] as Route).caller === 'administrator' && !served.has(name),
  );
  expect(missing).toEqual([]);
});

describe('every command has a help with an example that works', () => {
  test.each(commands)('$topic $command.words', async ({ topic, command }) => {
    const { status, out } = await run(`${topic} ${command.words.split(' ')[0]} --help`, {});
    expect(status).toBe(0);
    expect(out).toContain(`npm run admin -- ${command.example}`);

    const from = await mkdtemp(join(tmpdir(), 'lens-admin-'));
    for (const file of ['licence.en.txt', 'licence.fr.txt', 'logo.png'])
      await writeFile(join(from, file), 'text');
    const example = await run(command.example.replace('--store ', ''), {
      from,
      isAttended: true,
      lines: ['anna@example.com', 'a password'],
    });
    expect(example.err).not.toMatch(/error|cannot|may be/);
    expect(example.status).toBe(0);
    expect(example.asked.map(({ route }) => route)).toContain(command.route);
  });
});

describe('what is typed is what the server is asked for', () => {
  test('a technician is created in a group that is named', async () => {
    const { last, out } = await run(
      'technicians create Anna@Example.com --name "Anna Meyer" --group support --link email --key k1',
    );
    expect(last?.body).toEqual({
      email: 'Anna@Example.com',
      name: 'Anna Meyer',
      groupId: otherId,
      link: 'email',
    });
    expect(last?.headers.get('idempotency-key')).toBe('k1');
    expect(out).toContain('https://x/set-password#s');
    expect(out).toMatch(/group: +Support/);
  });

  test('a technician is found by the address, and changed at the revision that was read', async () => {
    const { asked } = await run(
      'technicians change anna@example.com --role administrator --group none',
    );
    expect(asked[0]?.route).toBe('listTechnicians');
    expect(asked[0]?.query.search).toBe('anna@example.com');
    const change = asked.find(({ route }) => route === 'changeTechnician');
    expect(change?.params).toEqual({ id });
    expect(change?.body).toEqual({ role: 'administrator', groupId: null });
    expect(change?.headers.get('if-match')).toBe('"7"');
  });

  test('a revision that is named is the one that is changed', async () => {
    const { asked } = await run(`technicians disable ${id} --revision 2`);
    const change = asked.find(({ route }) => route === 'changeTechnician');
    expect(change?.headers.get('if-match')).toBe('"2"');
    expect(change?.body).toEqual({ disabled: true });
  });

  test('a group may what is listed, and nothing else', async () => {
    const { last } = await run('groups create Support --may startSessions,link,qr');
    expect(last?.body).toEqual({ name: 'Support', permissions: may });
    const none = await run('groups change Support --may none');
    expect(Object.values((none.last?.body as any).permissions)).toEqual(Array(6).fill(false)); // eslint-disable-line @typescript-eslint/no-explicit-any
  });

  test('settings are given by name, each read as what it is', async () => {
    const { last } = await run(
      'settings set companyName="Acme & Co" accentColour=#AA0000 ways=link,qr tutorial=no pinMinutes=30 smsCountries=FR,BE',
    );
    expect(last?.body).toEqual({
      companyName: 'Acme & Co',
      accentColour: '#AA0000',
      ways: { sms: false, email: false, ownMail: false, link: true, qr: true },
      tutorial: false,
      pinMinutes: 30,
      smsCountries: ['FR', 'BE'],
    });
    expect(last?.headers.get('if-match')).toBe('"3"');
    const fields = '[{"id":"floor","names":{"en":"Floor","fr":"Étage"}}]';
    const server = imitatedServer(answers);
    await runAdmin(['settings', 'set', `customFields=${fields}`], { fetch: server.send });
    expect(server.asked.at(-1)?.body).toEqual({ customFields: JSON.parse(fields) });
    const none = await run('settings set customFields=none smsCountries=none accentColour=none');
    expect(none.last?.body).toEqual({ customFields: [], smsCountries: [], accentColour: null });
  });

  test('settings go back to their defaults by name', async () => {
    const { last } = await run('settings reset pinMinutes licence');
    expect(last?.body).toEqual({ pinMinutes: null, licence: null });
  });

  test('the licence comes from files, named from where one stands', async () => {
    const from = await mkdtemp(join(tmpdir(), 'lens-admin-'));
    await writeFile(join(from, 'en.txt'), 'be nice');
    await writeFile(join(from, 'fr.txt'), 'soyez gentils');
    const { last } = await run('settings licence --en en.txt --fr fr.txt', { from });
    expect(last?.body).toEqual({ licence: { en: 'be nice', fr: 'soyez gentils' } });
    await writeFile(join(from, 'windows.txt'), '\ufeffbe\r\nnice\r\n');
    const windows = await run('settings licence --en windows.txt --fr fr.txt', { from });
    expect(windows.last?.body).toMatchObject({ licence: { en: 'be\nnice\n' } });
    const one = await run('settings licence --en en.txt', { from });
    expect(one.status).toBe(2);
    expect(one.err).toContain('both languages');
  });

  test('the logo is sent as the bytes of its file', async () => {
    const from = await mkdtemp(join(tmpdir(), 'lens-admin-'));
    await writeFile(join(from, 'logo.png'), Buffer.from([1, 2, 3]));
    const { last } = await run('settings logo set logo.png', { from });
    expect([...(last?.body as Uint8Array)]).toEqual([1, 2, 3]);
    expect(last?.headers.get('if-match')).toBe('"3"');
  });
});

describe('what cannot be is told without asking the server to change anything', () => {
  test.each([
    ['technicians lsit', 'unknown command'],
    ['technicians create --name Anna', "missing required argument 'email'"],
    ['technicians create anna --name Anna', 'email may be an e-mail address.'],
    [
      'technicians create anna@example.com --name Anna --role boss',
      '--role may be administrator|technician.',
    ],
    ['technicians list --serach x', 'unknown option'],
    ['technicians change anna@example.com', 'Say what to change: --email, --name, --role'],
    ['technicians list --limit many', '--limit may be a whole number'],
    ['groups create Support --may fly', '--may may be all|none|startSessions'],
    ['settings set pinMinutes', 'is not name=value'],
    ['settings set pinHours=3', 'There is no setting "pinHours"'],
    ['settings set pinMinutes=5000', 'pinMinutes may be 1-999.'],
    ['settings set pinMinutes=soon', 'pinMinutes may be 1-999.'],
    ['settings set pinMinutes=none', 'pinMinutes may be 1-999.'],
    ['settings set retentionHours=9999', 'retentionHours may be 0-8760.'],
    ['settings set companyName=', 'companyName may be text of 1-60 characters.'],
    ['settings set companyName=a\u202eb', 'companyName may have no control characters'],
    ['settings set accentColour=red', 'accentColour may be #rrggbb|none.'],
    [
      'settings set defaultCountry=France',
      'defaultCountry may be two capital letters, such as FR.',
    ],
    ['settings set smsCountries=FR,b', 'smsCountries may be A,B,…, each two capital letters'],
    ['settings set defaultLanguage=de', 'defaultLanguage may be en|fr.'],
    ['settings set ways=fax', 'ways may be all|none|sms,email,ownMail,link,qr.'],
    ['settings set tutorial=maybe', 'tutorial may be yes|no.'],
    ['settings set customFields=floor', 'customFields may be JSON.'],
    ['settings set logo=logo.png', 'settings logo set <file>'],
    ['settings reset logo', 'settings logo remove'],
    ['settings logo set nothing.png', 'cannot be read'],
    ['settings licence --en /dev/null', 'The file /dev/null is empty.'],
    ['sessions end everything', 'session may be an id: 32 hexadecimal digits.'],
    ['groups create "" --may all', 'name may be text of 1-'],
    ['tokens create nightly --scopes all --days 9', '--scopes may be technicians:read,tech'],
    ['tokens create nightly --scopes audit:read --days 999', '--days may be 1-366.'],
    ['technicians change anna@example.com --email anna', '--email may be an e-mail address.'],
    ['sign-in', '--email is missing'],
    ['--url http://help.example.com technicians list', 'https'],
    ['--store sign-in', 'nobody is signed in'],
    ['--store --url https://x.example technicians list', 'leave --url'],
    ['', 'Usage: npm run admin'],
  ])('%s', async (line, words) => {
    const { status, err, asked } = await run(line);
    expect(status).toBe(2);
    expect(err).toContain(words);
    expect(asked.filter(({ route }) => routes[route].method !== 'GET')).toEqual([]);
  });
});

describe('a value of JSON is told with the part that is wrong', () => {
  const named = (id: string) => ({ id, names: { en: 'Floor', fr: 'Étage' } });
  test.each([
    [
      [{ id: 'floor', names: { en: 'Floor' } }],
      'item 1, names, fr is missing; it may be text of 1-',
    ],
    [[named('floor'), named('Room 1')], 'item 2, id may be a-z, 0-9 and _, a letter first'],
    [[named('floor'), named('floor')], 'customFields may have no two fields with one id.'],
    [
      [1, 2, 3, 4, 5, 6].map((at) => named(`field${at}`)),
      'customFields may have 5 fields at most.',
    ],
    [[named('constructor')], 'item 1, id may have no name that every object'],
    [[{ ...named('floor'), colour: 'red' }], 'customFields: item 1, colour is not known.'],
    [{ id: 'floor' }, 'customFields may be JSON.'],
  ])('%j', async (fields, words) => {
    const { status, err } = await runAdmin(
      ['settings', 'set', `customFields=${JSON.stringify(fields)}`],
      { fetch: imitatedServer(answers).send },
    );
    expect(status).toBe(2);
    expect(err).toContain(words);
  });
});

describe('nothing is typed as the terminal says it, or as the API does', () => {
  test.each(['none', 'null'])('%s', async (nothing) => {
    const colour = await run(`settings set accentColour=${nothing}`);
    expect(colour.last?.body).toEqual({ accentColour: null });
    const group = await run(`technicians change anna@example.com --group ${nothing}`);
    expect(group.last?.body).toEqual({ groupId: null });
  });

  test('and the help says what is typed', async () => {
    const { out } = await run('settings set --help');
    expect(out).toContain('none for that of Lens');
    expect(out).not.toMatch(/\bnull\b/);
  });
});

describe('what is shown of the settings', () => {
  const names = (out: string) =>
    out
      .split('\n')
      .slice(1)
      .map((line) => line.split(' ')[0]);

  test('is all of them, or what was changed', async () => {
    expect(names((await run('settings show')).out)).toHaveLength(17);
    expect(names((await run('settings set pinMinutes=30 tutorial=no')).out)).toEqual([
      'tutorial',
      'pinMinutes',
    ]);
    expect(names((await run('settings reset idleMinutes')).out)).toEqual(['idleMinutes']);
    expect(names((await run('settings logo remove')).out)).toEqual(['logo']);
  });

  test('is all of it for a script', async () => {
    const { out } = await run('settings set pinMinutes=30 --json');
    expect(JSON.parse(out)).toEqual(view);
  });

  test('says of texts that are too long for a line how they are shown', async () => {
    const licence = { en: 'be nice', fr: 'soyez gentils' };
    const { out } = await run('settings show', {
      answers: { getSettings: () => ({ ...view, settings: { ...settings, licence } }) },
    });
    expect(out).toContain('en: 7 characters, fr: 13 characters; whole with --json');
  });
});

test('a list of nothing says so', async () => {
  expect(await run('sessions list')).toMatchObject({ status: 0, out: 'none' });
  expect(JSON.parse((await run('sessions list --json')).out)).toEqual(page());
});

describe('whoever does not know what there is', () => {
  test.each([
    ['help', 'Usage: npm run admin -- [options] [command]'],
    ['help technicians', 'Usage: npm run admin -- technicians'],
    ['technicians help create', 'Usage: npm run admin -- technicians create'],
  ])('is helped by "%s"', async (line, words) => {
    const { status, out } = await run(line);
    expect(status).toBe(0);
    expect(out).toContain(words);
  });

  test.each([
    ['grops list', 'npm run admin -- --help'],
    ['groups lsit', 'npm run admin -- groups --help'],
    ['groups create', 'npm run admin -- groups --help'],
  ])('is told by "%s" where to look', async (line, words) => {
    const { status, err } = await run(line);
    expect(status).toBe(2);
    expect(err).toContain(words);
  });
});

describe('how it ends', () => {
  test('a refusal of the server is said in its words, with the code and the request', async () => {
    const { status, err, out } = await run('technicians delete anna@example.com', {
      answers: { deleteTechnician: () => new Refusal('last_administrator') },
    });
    expect(status).toBe(1);
    expect(err).toContain('words of last_administrator');
    expect(err).toContain('last_administrator');
    expect(err).toContain('r-1');
    expect(out).toBe('');
  });

  test('a change meanwhile is said, and is no success', async () => {
    const { status, err } = await run('groups change Support --may all', {
      answers: { changeGroup: () => new Refusal('changed_meanwhile') },
    });
    expect(status).toBe(1);
    expect(err).toContain('words of changed_meanwhile');
  });

  test('the server is asked to speak the language of LANG', async () => {
    const { last } = await run('settings show', { env: { LANG: 'fr_CA.UTF-8' } });
    expect(last?.headers.get('accept-language')).toBe('fr');
    const posix = await run('settings show', { env: { LANG: 'C' } });
    expect(posix.last?.headers.get('accept-language')).toBe('en');
  });

  test('a server that is not there, or whose store is not, is told apart by the status', async () => {
    const gone = await run('technicians list', {
      fetch: () => Promise.reject(new TypeError('fetch failed')),
    });
    expect(gone.status).toBe(3);
    expect(gone.err).toContain('http://localhost:1');
    const away = await run('technicians list', {
      answers: { listTechnicians: () => new Refusal('store_unavailable') },
    });
    expect(away.status).toBe(3);
  });

  test('a technician or a group who is not there is refused by name', async () => {
    const technician = await run('technicians show bob@example.com');
    expect(technician).toMatchObject({
      status: 1,
      err: 'There is no technician "bob@example.com".',
    });
    const group = await run('groups delete Sales');
    expect(group).toMatchObject({ status: 1, err: 'There is no group "Sales".' });
  });
});

describe('on a terminal of 80 columns', () => {
  const helps = [
    '',
    ...topics.map(({ words }) => words),
    ...commands.map(({ topic, command }) => `${topic} ${command.words.split(' ')[0]}`),
    'settings logo',
    'sign-in',
    'sign-out',
  ];
  test.each(helps)('the help of "%s" fits', async (words) => {
    const { out } = await run(`${words} --help`, { columns: 80 });
    expect(out).toContain('Usage: npm run admin');
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('what is refused is broken between words, and into a file it is one line', async () => {
    const line = 'settings set pinHours=3';
    const { err } = await run(line, { columns: 80 });
    const rows = err.split('\n');
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) expect(row.length).toBeLessThanOrEqual(80);
    expect((await run(line, { columns: null })).err).toBe(rows.join(' '));
  });

  test('an address stays whole, to be copied', async () => {
    const url = `https://${'long-name.'.repeat(10)}example.com`;
    const { err } = await run(`--url ${url} technicians list`, {
      columns: 80,
      fetch: () => Promise.reject(new TypeError('fetch failed')),
    });
    expect(err).toContain(url);
  });
});

test('the settings’ help names every setting', () => {
  for (const name of Object.keys(settingsEntries))
    expect(settingsReference()).toContain(`${name}=<`);
});
