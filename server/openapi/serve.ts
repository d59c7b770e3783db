import { createHash } from 'node:crypto';
import type { Step } from '../http/state.ts';
import type { OpenApiDocument } from './shapes.ts';

/** The document as it is sent, and what names this version of it. */
function asContent(document: OpenApiDocument) {
  const content = JSON.stringify(document);
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 22);
  return { content, etag: `"${hash}"` };
}

/** Serves the document at `/api/openapi.json`, to anyone: it holds no secret. */
export function serveOpenApi(document: () => OpenApiDocument): Step {
  let made: ReturnType<typeof asContent> | undefined;
  return async (context, next) => {
    const isRead = context.method === 'GET' || context.method === 'HEAD';
    if (!isRead || context.path !== '/api/openapi.json') return await next();
    const { content, etag } = (made ??= asContent(document()));
    context.set('Cache-Control', 'no-cache');
    context.set('ETag', etag);
    context.type = 'application/json; charset=utf-8';
    context.status = 200;
    if (context.fresh) context.status = 304;
    else context.body = content;
  };
}
