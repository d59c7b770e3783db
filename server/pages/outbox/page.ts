import { allowOutboxMail, allowPlainPage } from '../../http/security-headers.ts';
import type { Context, Step } from '../../http/state.ts';
import type { Outbox } from '../../invitations/outbox.ts';
import { plainStyle } from '../plain/plain.ts';
import { outboxHtml } from './html.ts';

const style = plainStyle(new URL('outbox.css', import.meta.url));

const loopback = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const localNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a request comes from a browser on this machine: by its address, by the name it asked for
 * (another one's pages may have a name that leads here), and through no proxy.
 */
function isLocal(context: Context): boolean {
  const proxied = context.get('X-Forwarded-For') !== '' || context.get('Forwarded') !== '';
  const name = context.host.replace(/:\d+$/, '');
  return !proxied && localNames.has(name) && loopback.test(context.req.socket.remoteAddress ?? '');
}

/**
 * Shows the outbox at `/outbox`, and each e-mail's HTML below it, to this machine alone, and only
 * while customers come from this machine too: a proxy for others would make anyone look local.
 */
export function serveOutbox(outbox: Outbox, publicUrl: string): Step {
  const isForTrying = localNames.has(new URL(publicUrl).hostname);

  async function bodyOf(context: Context): Promise<string | null> {
    const [, id] = /^\/outbox\/([0-9a-f]{32})$/.exec(context.path) ?? [];
    context.type = context.path === '/outbox.css' ? 'text/css' : 'text/html';
    if (context.path === '/outbox.css') return style;
    if (id === undefined) {
      allowPlainPage(context);
      return outboxHtml(await outbox.newest(), context.state.language, publicUrl);
    }
    allowOutboxMail(context);
    const message = await outbox.byId(id);
    return message?.way === 'email' ? message.html : null;
  }

  return async (context, next) => {
    const isIts = /^\/outbox(\.css|\/[0-9a-f]{32})?$/.test(context.path);
    const isRead = context.method === 'GET' || context.method === 'HEAD';
    if (!isForTrying || !isIts || !isRead || !isLocal(context)) return await next();
    context.set('Cache-Control', 'no-store');
    const body = await bodyOf(context);
    if (body === null) return await next();
    context.body = body;
  };
}
