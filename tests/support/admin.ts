import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorStatus, type ErrorCode } from '../../common/contract/errors.ts';
import { routes, type Route, type RouteName } from '../../common/contract/routes.ts';
import { admin } from '../../scripts/admin/program.ts';
import type { Terminal } from '../../scripts/admin/terminal.ts';

/** A request as the imitated server got it. */
export interface Asked {
  route: RouteName;
  params: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
  headers: Headers;
}

/** What an imitated server answers to a route: a value, or an error by its code. */
export type Answers = Partial<Record<RouteName, (asked: Asked) => unknown>>;

export class Refusal {
  constructor(readonly code: ErrorCode) {}
}

/** The route of an address; of two that fit the one without parameters. */
function routeOf(
  method: string,
  path: string,
): { name: RouteName; params: Record<string, string> } {
  const fitting = (Object.keys(routes) as RouteName[])
    .filter((name) => routes[name].method === method)
    .map((name) => ({
      name,
      found: new RegExp(`^${routes[name].path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`).exec(path),
    }))
    .filter(({ found }) => found !== null)
    .sort(
      (one, other) =>
        Object.keys(one.found!.groups ?? {}).length - Object.keys(other.found!.groups ?? {}).length,
    );
  const [first] = fitting;
  if (!first) throw new Error(`no route ${method} ${path}`);
  return { name: first.name, params: { ...first.found!.groups } };
}

/** A server that answers as it is told, without a port; what was asked of it is kept. */
export function imitatedServer(answers: Answers) {
  const asked: Asked[] = [];
  const send = (async (address: string, init: RequestInit) => {
    const url = new URL(address);
    const { name, params } = routeOf(init.method ?? 'GET', url.pathname);
    const body =
      typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : (init.body ?? undefined);
    const request: Asked = {
      route: name,
      params,
      query: Object.fromEntries(url.searchParams),
      body,
      headers: new Headers(init.headers),
    };
    asked.push(request);
    const answer =
      answers[name]?.(request) ?? (isEmpty(routes[name]) ? undefined : new Refusal('not_found'));
    if (answer === undefined) return new Response(null, { status: 204 });
    if (!(answer instanceof Refusal)) return Response.json(answer);
    const error = { code: answer.code, message: `words of ${answer.code}`, requestId: 'r-1' };
    return Response.json({ error }, { status: errorStatus[answer.code] });
  }) as unknown as typeof fetch;
  return { send, asked };
}

const isEmpty = (route: Route) => route.answer.type === 'undefined';

/** A token of the form that API tokens have. */
export const apiToken = `a_${'x'.repeat(43)}`;

export interface RunOptions {
  env?: Record<string, string | undefined>;
  /** What the person types, or the pipe holds, line by line. */
  lines?: string[];
  isAttended?: boolean;
  columns?: number | null;
  from?: string;
  fetch?: typeof fetch;
}

/** Runs a command in this process at an imitated terminal; what it said is given, and the questions. */
export async function runAdmin(words: readonly string[], options: RunOptions = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const questions: { question: string; hidden: boolean }[] = [];
  const lines = [...(options.lines ?? [])];
  const terminal: Terminal = {
    print: (text) => void out.push(text),
    say: (text) => void err.push(text),
    async ask(question, hidden = false) {
      questions.push({ question, hidden });
      const line = lines.shift();
      if (line === undefined) throw new Error(`nobody answers "${question}"`);
      return line;
    },
    isAttended: options.isAttended ?? false,
    columns: options.columns ?? null,
  };
  const from = options.from ?? newFolder();
  const status = await admin(words, {
    terminal,
    env: {
      LENS_API_TOKEN: apiToken,
      XDG_CONFIG_HOME: from,
      LENS_URL: 'http://localhost:1',
      ...options.env,
    },
    from,
    ...(options.fetch && { fetch: options.fetch }),
  });
  return { status, out: out.join('\n'), err: err.join('\n'), questions, from };
}

/** An empty folder of the test's own. */
export const newFolder = () => mkdtempSync(join(tmpdir(), 'lens-admin-'));
