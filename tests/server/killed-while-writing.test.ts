import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import {
  administrator,
  startServerProcess,
  type ServerProcess,
} from '../support/server-process.ts';

/** How often the server is killed, and how many writes are under way each time. */
const KILLS = 10;
const WRITES = 1000;
const AT_ONCE = 20;

let folder: string | undefined;
let server: ServerProcess | undefined;
afterEach(async () => {
  await server?.kill();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

async function post(path: string, body: unknown, token?: string): Promise<Response> {
  return await fetch(server!.url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
}

async function signIn(): Promise<string> {
  const answer = await post('/api/technicians/sign-in', administrator);
  return ((await answer.json()) as { token: string }).token;
}

/** Creates groups, several at a time, until the server is gone; gives the ids that were answered. */
async function writeUntilKilled(
  token: string,
  round: number,
  killAfter: number,
): Promise<string[]> {
  const answered: string[] = [];
  let begun = 0;
  let killing: Promise<void> | undefined;
  const permissions = {
    startSessions: true,
    sms: true,
    email: true,
    ownMail: true,
    link: true,
    qr: true,
  };
  async function write(): Promise<void> {
    while (begun < WRITES) {
      const name = `Group ${round} ${(begun += 1)}`;
      const answer = await post('/api/groups', { name, permissions }, token).catch(() => null);
      // Answered is what has come whole: half an answer promises nothing.
      const group = await answer?.json().catch(() => null);
      if (!group) return;
      expect(answer?.status).toBe(200);
      answered.push((group as { id: string }).id);
      if (answered.length === killAfter) killing = server!.kill();
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, write));
  await killing;
  return answered;
}

async function storedGroups(token: string): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = new URLSearchParams({ limit: '200', ...(cursor !== '' && { cursor }) });
    const answer = await fetch(`${server!.url}/api/groups?${page.toString()}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const list = (await answer.json()) as { items: { id: string }[]; next: string | null };
    for (const { id } of list.items) ids.add(id);
    cursor = list.next;
  }
  return ids;
}

test(
  'everything that was answered is there after a kill -9 in the middle of a thousand writes, ten times',
  { timeout: 300_000 },
  async () => {
    folder = await mkdtemp(join(tmpdir(), 'lens-killed-'));
    const answered: string[] = [];
    for (let round = 0; round < KILLS; round += 1) {
      server = await startServerProcess(folder);
      // Anywhere in the first nine tenths, so that the kill is always in the middle.
      const killAfter = 1 + Math.floor(Math.random() * WRITES * 0.9);
      answered.push(...(await writeUntilKilled(await signIn(), round, killAfter)));
      server = await startServerProcess(folder);
      const stored = await storedGroups(await signIn());
      expect(answered.filter((id) => !stored.has(id))).toEqual([]);
      await server.kill();
    }
    expect(answered.length).toBeGreaterThan(KILLS);
  },
);
