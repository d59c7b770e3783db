import type { Context, Step } from './state.ts';

type Policy = Readonly<Record<string, string>>;

const asHeader = (policy: Policy) =>
  Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');

const locked: Policy = {
  'default-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

/** The server's own small pages: their script, their style, the logo and the API, nothing else. */
const plainPage: Policy = {
  ...locked,
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'connect-src': "'self'",
};

/** An e-mail as its receiver sees it: its own style, and nothing that is fetched. */
const mail: Policy = { ...locked, 'style-src': "'unsafe-inline'" };

/** The customer's page; `sockets` names this server's WebSockets, which older Safari asks for. */
const customerPage = (sockets: string): Policy => ({
  ...locked,
  'default-src': "'self'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'media-src': "'self' blob:",
  'connect-src': `'self' ${sockets}`.trim(),
  'object-src': "'none'",
});

/** The sources of this server's WebSockets, by the name that the browser reached it by. */
function socketsOf(context: Context): string {
  const { host } = context;
  return /^[\w.:[\]-]+$/.test(host) ? `ws://${host} wss://${host}` : '';
}

/** The strictest policy of content, as it is said with every answer that nobody loosens it for. */
const lockedHeader = asHeader(locked);

/** What every answer says to a browser: the strictest that an API allows; pages loosen it. */
export const securityHeaders: Step = async (context, next) => {
  context.set('X-Content-Type-Options', 'nosniff');
  context.set('Referrer-Policy', 'no-referrer');
  context.set('Cross-Origin-Opener-Policy', 'same-origin');
  context.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
  context.set('Content-Security-Policy', lockedHeader);
  if ((context.path as string | null)?.startsWith('/api')) context.set('Cache-Control', 'no-store');
  await next();
};

/** Loosens the headers for one of the server's own small pages and its script and style. */
export function allowPlainPage(context: Context): void {
  context.set('Content-Security-Policy', asHeader(plainPage));
}

/** Loosens the headers for an e-mail that the outbox shows. */
export function allowOutboxMail(context: Context): void {
  context.set('Content-Security-Policy', asHeader(mail));
}

/** Loosens the headers for the customer's page: camera and microphone, and its own sockets. */
export function allowCustomerPage(context: Context): void {
  context.set('Content-Security-Policy', asHeader(customerPage(socketsOf(context))));
  context.set(
    'Permissions-Policy',
    'camera=(self), microphone=(self), screen-wake-lock=(self), geolocation=()',
  );
}
