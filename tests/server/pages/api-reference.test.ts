import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorWords } from '../../../common/i18n/errors/words.ts';
import { routes, type RouteName } from '../../../common/contract/routes.ts';
import { openApiDocument, templateOf } from '../../../server/openapi/document.ts';
import { apiReferenceHtml } from '../../../server/pages/api-reference/html.ts';
import { escapeHtml } from '../../../server/escape-html.ts';
import { testServer, type TestServer } from '../../support/server.ts';

const names = Object.keys(routes) as RouteName[];

describe("the API's readable page", () => {
  let server: TestServer;
  let html: string;
  beforeAll(async () => {
    server = await testServer({ config: { publicUrl: 'https://help.example.com' } });
    html = (await open()).body;
  });
  afterAll(() => server.stop());

  const open = (language = 'en') =>
    server.request('GET', '/api', { headers: { 'accept-language': language } });

  /** What the page says of one route. */
  const articleOf = (name: string) =>
    new RegExp(`<article id="${name}">.*?</article>`, 's').exec(html)![0];

  it.each([
    ['en', 'Who may call: an administrator or an API token with', errorWords.en.last_administrator],
    [
      'fr',
      'Qui peut appeler : un administrateur ou un jeton d&#39;API avec',
      errorWords.fr.last_administrator,
    ],
  ])('speaks %s', async (language, who, error) => {
    const { status, headers, body } = await open(language);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-language')).toBe(language);
    expect(headers.get('vary')).toContain('Accept-Language');
    expect(body).toContain(`<html lang="${language}">`);
    expect(body).toContain(who);
    expect(body).toContain(escapeHtml(error));
  });

  it.each(names)('tells of %s, and leads there', (name) => {
    const { method, path, errors } = routes[name];
    const article = articleOf(name);
    expect(html).toContain(`href="#${name}"`);
    expect(article).toContain(`>${method}</span> <code>${templateOf(path)}</code>`);
    for (const code of errors) expect(article).toContain(`<code>${code}</code>`);
  });

  it('says what a body takes, of what range, and what comes back', () => {
    const article = articleOf('changeSettings');
    expect(article).toMatch(/pinMinutes.*whole number, from 1, up to 999/s);
    expect(article).toContain('How long a PIN is good, in minutes.');
    expect(article).toContain('href="#thing-SettingsView"');
    expect(html).toContain('id="thing-SettingsView"');
    expect(article).toContain('&#34;companyName&#34;: &#34;Acme&#34;');
  });

  it('tells of an object what it holds, also where null may stand in its place, which it says once', () => {
    const article = articleOf('changeSettings');
    for (const name of ['licence.en', 'ways.ownMail', 'customFields'])
      expect(article).toContain(`<dt><code>${name}</code></dt>`);
    expect(html).not.toMatch(/<code>null<\/code> or <code>null<\/code>/);
  });

  it('tells of a number in the address as of a number', () => {
    const limit = /<dt><code>limit<\/code><\/dt><dd>(.*?)<\/dd>/.exec(articleOf('listAudit'))![1];
    expect(limit).toMatch(/query · whole number, from 1, up to 200 · otherwise <code>50</);
    expect(limit).not.toContain('\\d');
  });

  it('names the types of an image', () => {
    expect(articleOf('changeLogo')).toContain(
      'Content-Type: <code>image/png</code>, <code>image/j',
    );
  });

  it('leads nowhere that is not there', () => {
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  it('shows how a script calls, on this server', () => {
    expect(html).toContain(
      'curl -H &#34;Authorization: Bearer $LENS_API_TOKEN&#34; \\\n  https://help.example.com/api/technicians',
    );
    expect(html).toContain('href="/api/openapi.json"');
  });

  it('writes whatever a schema says as text', () => {
    const document = openApiDocument('<i>1</i>');
    document.paths['/api/info']!.get!.summary = 'What <script>alert(1)</script> is';
    const page = apiReferenceHtml(document, 'en', 'https://x.example/<b>');
    expect(page).not.toMatch(/<script|<i>|<b>/);
  });

  it('needs no script, and nothing from elsewhere', async () => {
    const { headers } = await open();
    expect(html).not.toMatch(/<script|<style|style=|\son\w+=|(src|href)="(https?:)?\/\//);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    const style = await server.request('GET', '/api-reference.css');
    expect([style.status, style.headers.get('content-type')]).toEqual([
      200,
      'text/css; charset=utf-8',
    ]);
  });

  it('is found with a slash too, and is read only', async () => {
    const { url, status } = await fetch(`${server.url}/api/`);
    expect([url, status]).toEqual([`${server.url}/api`, 200]);
    expect((await server.request('POST', '/api')).status).toBe(404);
  });
});
