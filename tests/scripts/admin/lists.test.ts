import { expect, test } from 'vitest';
import { imitatedServer, runAdmin, type Asked } from '../../support/admin.ts';

const entry = (at: number) => ({
  id: `${at}`,
  at,
  actor: { kind: 'technician', id: 'x', name: `Somebody with a rather long name ${at}` },
  action: 'settings_changed',
  target: null,
  changed: ['companyName', 'accentColour', 'pinMinutes', 'waitingMinutes'],
});

/** A log of so many entries, in pages of 50 unless another size is asked for. */
const logOf = (many: number) =>
  imitatedServer({
    listAudit({ query }: Asked) {
      const from = Number(query.cursor ?? 0);
      const size = Number(query.limit ?? 50);
      const items = Array.from({ length: Math.min(size, many - from) }, (_, at) =>
        entry(from + at),
      );
      return { items, next: from + size < many ? String(from + size) : null };
    },
  });

test('a list gives a page, and says that there is more', async () => {
  const server = logOf(120);
  const { out, err } = await runAdmin(['audit', 'list'], { fetch: server.send });
  expect(out.split('\n')).toHaveLength(1 + 50);
  expect(err).toBe('There is more: --all, or --cursor 50');
});

test('all of a list is read page by page', async () => {
  const server = logOf(450);
  const { out, err } = await runAdmin(['audit', 'list', '--all'], { fetch: server.send });
  expect(out.split('\n')).toHaveLength(1 + 450);
  expect(err).toBe('');
  expect(server.asked.map(({ query }) => query.cursor)).toEqual([undefined, '200', '400']);
});

test('as many are given as were asked for, over as many pages as that takes', async () => {
  const server = logOf(1000);
  const { out } = await runAdmin(['audit', 'list', '--limit', '250'], { fetch: server.send });
  expect(out.split('\n')).toHaveLength(1 + 250);
  expect(server.asked.map(({ query }) => query.limit)).toEqual(['200', '50']);
});

test('a list goes on from a cursor', async () => {
  const server = logOf(120);
  const { out } = await runAdmin(['audit', 'list', '--cursor', '100'], { fetch: server.send });
  expect(out.split('\n')).toHaveLength(1 + 20);
});

test('a script gets one JSON document and nothing else, with the cursor of what comes next', async () => {
  const server = logOf(120);
  const { out, err } = await runAdmin(['audit', 'list', '--json'], { fetch: server.send });
  const document = JSON.parse(out) as { items: unknown[]; next: string };
  expect(document.items).toHaveLength(50);
  expect(document.next).toBe('50');
  expect(err).toBe('');
});

test('a command whose route answers nothing gives a script null, and a person a word', async () => {
  const { send } = imitatedServer({});
  const words = ['sessions', 'end', 'a'.repeat(32)];
  expect(await runAdmin(words, { fetch: send })).toMatchObject({
    status: 0,
    out: '',
    err: 'The session has ended.',
  });
  expect(await runAdmin([...words, '--json'], { fetch: send })).toMatchObject({
    status: 0,
    out: 'null',
    err: '',
  });
});

test('a table fits the terminal, and is whole where it goes into a file', async () => {
  const narrow = await runAdmin(['audit', 'list'], { fetch: logOf(3).send, columns: 80 });
  for (const line of narrow.out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  expect(narrow.out).toContain('…');
  const whole = await runAdmin(['audit', 'list'], { fetch: logOf(3).send, columns: null });
  expect(whole.out).toContain('Somebody with a rather long name 2');
  expect(whole.out).toContain('companyName,accentColour,pinMinutes,waitingMinutes');
  expect(whole.out).not.toContain('…');
});

test('the columns of a table stand under their titles', async () => {
  const { out } = await runAdmin(['audit', 'list'], { fetch: logOf(11).send });
  const [titles, ...lines] = out.split('\n');
  for (const line of lines) expect(line.indexOf('settings_changed')).toBe(titles!.indexOf('WHAT'));
});

test('a name cannot steer the terminal that shows it', async () => {
  const { send } = imitatedServer({
    listAudit: () => ({
      items: [{ ...entry(1), actor: { kind: 'technician', id: 'x', name: 'a\u001b[2Jb\nc' } }],
      next: null,
    }),
  });
  const { out } = await runAdmin(['audit', 'list'], { fetch: send });
  expect(out).toContain('"a\\u{1b}[2Jb\\u{a}c" (x)');
});

test('the audit log says who or what acted, and no name passes for another', async () => {
  const id = 'ab12cd0123456789abcdef0123456789';
  const actors = [
    { kind: 'technician', id: '12ab340123456789abcdef0123456789', name: 'Anna Meyer' },
    { kind: 'technician', id: '56cd780123456789abcdef0123456789', name: 'Anna Meyer' },
    { kind: 'technician', id, name: 'terminal' },
    { kind: 'technician', id, name: 'API token "nightly" (abc123)' },
    { kind: 'technician', id, name: 'Anna  Meyer' },
    { kind: 'technician', id, name: 'Anna\u00a0Meyer\u3164' },
    { kind: 'technician', id, name: "Jean-Luc O'Brien, Dr." },
    { kind: 'api_token', id, name: 'Anna Meyer' },
    { kind: 'api_token', id, name: 'a" (000000) "b' },
    { kind: 'terminal', id: null, name: null },
    { kind: 'nobody', id: null, name: null },
  ];
  const items = actors.map((actor, at) => ({ ...entry(at), actor }));
  const { send } = imitatedServer({ listAudit: () => ({ items, next: null }) });
  const { out } = await runAdmin(['audit', 'list'], { fetch: send });
  const [titles, ...lines] = out.split('\n');
  const who = [titles!.indexOf('WHO'), titles!.indexOf('WHAT')] as const;
  expect(lines.map((line) => line.slice(...who).trim())).toEqual([
    'Anna Meyer (12ab34)',
    'Anna Meyer (56cd78)',
    '"terminal" (ab12cd)',
    '"API token \\"nightly\\" (abc123)" (ab12cd)',
    '"Anna  Meyer" (ab12cd)',
    '"Anna\\u{a0}Meyer\\u{3164}" (ab12cd)',
    "Jean-Luc O'Brien, Dr. (ab12cd)",
    'API token "Anna Meyer" (ab12cd)',
    'API token "a\\" (000000) \\"b" (ab12cd)',
    'terminal',
    'nobody',
  ]);
});

test('the audit log tells two of one name apart, to whom something was done', async () => {
  const targets = [
    { kind: 'technician', id: 'ab12cd0123456789abcdef0123456789', name: 'Anna Meyer' },
    { kind: 'technician', id: 'ef34ab0123456789abcdef0123456789', name: 'Anna Meyer' },
    { kind: 'technician', id: 'ab12cd0123456789abcdef0123456789', name: 'a (ef34ab)' },
    { kind: 'session', id: 'cd56ef0123456789abcdef0123456789', name: null },
  ];
  const items = targets.map((target, at) => ({
    ...entry(at),
    action: 'technician_disabled',
    target,
  }));
  const { send } = imitatedServer({ listAudit: () => ({ items, next: null }) });
  const { out } = await runAdmin(['audit', 'list'], { fetch: send });
  expect(out).toContain('technician Anna Meyer (ab12cd)');
  expect(out).toContain('technician Anna Meyer (ef34ab)');
  expect(out).toContain('technician "a (ef34ab)" (ab12cd)');
  expect(out).toContain('session cd56ef0123456789abcdef0123456789');
});
