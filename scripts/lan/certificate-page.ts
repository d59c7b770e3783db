import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { X509Certificate } from 'node:crypto';
import { chooseLanguage, translator } from '../../common/i18n/translate.ts';
import { languages, type Language } from '../../common/contract/views.ts';
import { lanWords } from './words.ts';

/** Each system's steps, and what its browsers call it in User-Agent. */
const systems = [
  { name: 'ios', agent: /iPhone|iPad/, steps: ['ios1', 'ios2', 'ios3'] },
  { name: 'android', agent: /Android/, steps: ['android1', 'android2', 'android3'] },
  { name: 'macos', agent: /Macintosh/, steps: ['macos1', 'macos2'] },
  { name: 'windows', agent: /Windows/, steps: ['windows1', 'windows2'] },
] as const;

const style = `
  body { max-width: 34rem; margin: 0 auto; padding: 1rem; font: 1.0625rem/1.5 system-ui, sans-serif }
  :root { color-scheme: light dark }
  summary { min-height: 44px; line-height: 44px; font-weight: 650; cursor: pointer }
  .button { display: block; padding: 0 1rem; margin: 1rem 0; border-radius: 16px; background: #1f5fd6;
    color: #fff; line-height: 56px; text-align: center; text-decoration: none }
  code { overflow-wrap: anywhere; font-size: .8125rem }`;

/** The page itself; nothing a visitor sends stands in it. */
function page(
  language: Language,
  agent: string,
  authority: X509Certificate,
  customerUrl: string,
): string {
  const say = translator(lanWords, language);
  const others = languages
    .filter((other) => other !== language)
    .map((other) => `<a href="/?language=${other}" lang="${other}">${other.toUpperCase()}</a>`);
  const steps = systems.map(
    (system) => `<details${system.agent.test(agent) ? ' open' : ''}>
      <summary>${say(system.name)}</summary>
      <ol>${system.steps.map((step) => `<li>${say(step)}</li>`).join('')}</ol>
    </details>`,
  );
  return `<!doctype html>
<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${say('title')}</title>
  <style>${style}</style>
</head>
<body>
  <p>${others.join(' ')}</p>
  <main>
    <h1>${say('title')}</h1>
    <p>${say('why')}</p>
    <p>${say('onlyTry')}</p>
    <a class="button" href="/lens-authority.crt">${say('download')}</a>
    ${steps.join('\n')}
    <p>${say('fingerprint')}:<br><code>${authority.fingerprint256}</code></p>
    <h2>${say('after')}</h2>
    <a class="button" href="${encodeURI(customerUrl)}">${say('open')}</a>
  </main>
</body>
</html>`;
}

/**
 * Serves the authority's certificate, and nothing else, over plain http: a phone cannot ask for it
 * over the https that it does not trust yet. Resolves when it listens; rejects where it cannot.
 */
export async function serveCertificate(
  port: number,
  authority: X509Certificate,
  customerUrl: string,
): Promise<Server> {
  const server = createServer((request, response) => {
    // What is no address at all, such as the `*` of OPTIONS, would throw and end the process.
    const asked = URL.canParse(request.url ?? '', 'http://lan') ? (request.url ?? '') : '/none';
    const { pathname, searchParams } = new URL(asked, 'http://lan');
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    if (pathname === '/lens-authority.crt') {
      response.setHeader('Content-Type', 'application/x-x509-ca-cert');
      response.end(authority.raw);
    } else if (pathname === '/') {
      const preferred = request.headers['accept-language']?.split(/[,;]/) ?? [];
      const language = chooseLanguage([searchParams.get('language') ?? '', ...preferred]);
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.setHeader(
        'Content-Security-Policy',
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
      );
      response.end(page(language, request.headers['user-agent'] ?? '', authority, customerUrl));
    } else {
      response.writeHead(404).end();
    }
  });
  server.listen(port);
  await once(server, 'listening');
  return server;
}
