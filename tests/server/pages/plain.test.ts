import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testServer, type TestServer } from '../../support/server.ts';

const pages = new URL('../../../server/pages/', import.meta.url);
const read = (name: string) => readFileSync(new URL(`${name}/${name}.css`, pages), 'utf8');
const names = readdirSync(pages).filter((name) => name !== 'plain');

/** What a style declares, each as `selector declaration`; rules for wide windows are others. */
const declarations = (style: string) =>
  [...style.matchAll(/^([^\s@{][^{]*) \{([^}]*)\}/gm)].flatMap(([, selector, body]) =>
    body!
      .split(';')
      .map((one) => one.replace(/\s+/g, ' ').trim())
      .filter(Boolean)
      .map((one) => `${selector} ${one}`),
  );

describe("the server's own pages", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.stop());

  it.each(names)('say nothing of their style twice: %s', (name) => {
    const shared = declarations(read('plain'));
    expect(shared).toContain('body margin: 0');
    expect(declarations(read(name)).filter((one) => shared.includes(one))).toEqual([]);
  });

  it.each(names.filter((name) => name !== 'outbox'))('have what they share: %s', async (name) => {
    const style = await (await fetch(`${server.url}/${name}.css`)).text();
    expect(style).toContain(read('plain'));
    expect(style).toContain(read(name));
  });
});
