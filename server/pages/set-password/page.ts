import { readFileSync } from 'node:fs';
import { accentTokens } from '../../../common/colour/accent.ts';
import { allowPlainPage } from '../../http/security-headers.ts';
import type { Step } from '../../http/state.ts';
import { grounds, plainStyle } from '../plain/plain.ts';
import { setPasswordHtml, type SetPasswordCompany } from './html.ts';

const beside = (name: string) => new URL(name, import.meta.url);

/** What the page's style says of the company's colour, in the light and in the dark; nothing without one. */
function accentStyle(accentColour: string | null): string {
  if (accentColour === null) return '';
  const [light, dark] = grounds.map((ground) => accentTokens(accentColour, ground));
  const lines = Object.keys(light!).map(
    (token) => `  ${token}: light-dark(${light![token]}, ${dark![token]});`,
  );
  return `\n:root {\n${lines.join('\n')}\n}\n`;
}

/**
 * Serves `/set-password` with its script and its style, in the name of the company as it is now. The
 * one-time secret stands in the fragment of the page's address, which never reaches this server but in
 * the body of what its script asks.
 */
export function serveSetPassword(
  company: () => SetPasswordCompany & { accentColour: string | null },
): Step {
  const script = readFileSync(beside('set-password.js'), 'utf8');
  const style = plainStyle(beside('set-password.css'));
  return async (context, next) => {
    const isRead = context.method === 'GET' || context.method === 'HEAD';
    if (!isRead || !/^\/set-password(\.js|\.css)?$/.test(context.path)) return await next();
    allowPlainPage(context);
    context.set('Cache-Control', 'no-cache');
    if (context.path.endsWith('.js')) {
      context.type = 'text/javascript; charset=utf-8';
      context.body = script;
    } else if (context.path.endsWith('.css')) {
      context.type = 'text/css; charset=utf-8';
      context.body = style + accentStyle(company().accentColour);
    } else {
      const { language } = context.state;
      context.set('Content-Language', language);
      context.vary('Accept-Language');
      context.type = 'text/html; charset=utf-8';
      context.body = setPasswordHtml(language, company());
    }
  };
}
