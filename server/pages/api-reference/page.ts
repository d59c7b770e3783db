import type { Language } from '../../../common/contract/views.ts';
import { allowPlainPage } from '../../http/security-headers.ts';
import type { Step } from '../../http/state.ts';
import type { OpenApiDocument } from '../../openapi/shapes.ts';
import { plainStyle } from '../plain/plain.ts';
import { apiReferenceHtml } from './html.ts';

const style = plainStyle(new URL('api-reference.css', import.meta.url));

/** Serves the API's readable page at `/api`, made of the very document of `/api/openapi.json`. */
export function serveApiReference(document: () => OpenApiDocument, publicUrl: string): Step {
  const pages: Partial<Record<Language, string>> = {};
  return async (context, next) => {
    const isRead = context.method === 'GET' || context.method === 'HEAD';
    if (!isRead || !/^\/(api\/?|api-reference\.css)$/.test(context.path)) return await next();
    if (context.path === '/api/') return context.redirect('/api');
    context.set('Cache-Control', 'no-cache');
    if (context.path.endsWith('.css')) {
      context.type = 'text/css; charset=utf-8';
      context.body = style;
      return;
    }
    const { language } = context.state;
    allowPlainPage(context);
    context.set('Content-Language', language);
    context.vary('Accept-Language');
    context.type = 'text/html; charset=utf-8';
    context.body = pages[language] ??= apiReferenceHtml(document(), language, publicUrl);
  };
}
