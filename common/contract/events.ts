import * as v from 'valibot';
import { errorCodes, type ErrorCode } from './errors.ts';
import { OpenSession, PanelSettings, SessionView, Technician } from './views.ts';

/**
 * The two event sockets (WebSockets, JSON text frames, 4 kB at most from a client).
 * - `/api/technicians/me/events`: who one is and what one may, the settings, and one's open session; any
 *   node may answer it.
 * - `/api/sessions/:id/events`: the whole session as that side may see it, at once and at every
 *   change, so that a reconnect needs no history.
 * The first message is the client's hello; whoever has not said it within 10 s is closed.
 */
export const technicianEventsPath = '/api/technicians/me/events';
export const sessionEventsPath = (id: string) => `/api/sessions/${id}/events`;

/** PeerServer's path for a session; PeerJS adds `peerjs?key=…` to it. */
export const peerPath = (id: string) => `/peer/${id}/`;

/** The first message of a client. `seat` is the generation it holds; absent on a technician's own socket. */
export const Hello = v.strictObject({
  type: v.literal('hello'),
  contract: v.pipe(v.number(), v.integer()),
  token: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  seat: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
});
export type Hello = v.InferOutput<typeof Hello>;

/** What a client may say after its hello: only that it is there. */
export const ClientMessage = v.variant('type', [
  Hello,
  v.strictObject({ type: v.literal('alive') }),
]);
export type ClientMessage = v.InferOutput<typeof ClientMessage>;

/**
 * What the server says. `alive` comes every 20 s: it passes a proxy's idle limit, keeps a Chrome
 * service worker alive, and whoever hears nothing for 45 s may hold the socket for dead.
 * `refused` comes before the server closes for good: the client must not try again as it is.
 */
export const ServerMessage = v.variant('type', [
  v.object({ type: v.literal('session'), session: SessionView }),
  v.object({
    type: v.literal('technician'),
    technician: Technician,
    openSession: v.nullable(OpenSession),
    settings: PanelSettings,
  }),
  v.object({ type: v.literal('alive') }),
  v.object({
    type: v.literal('refused'),
    code: v.picklist(errorCodes as [ErrorCode, ...ErrorCode[]]),
  }),
]);
export type ServerMessage = v.InferOutput<typeof ServerMessage>;

/** How often the server says `alive`, in ms. */
export const ALIVE_EVERY_MS = 20_000;
/** After how long without a word a client takes its socket for dead, in ms. */
export const SILENT_AFTER_MS = 45_000;
/** How long a client has for its hello, in ms. */
export const HELLO_WITHIN_MS = 10_000;

/** WebSocket close codes of ours (RFC 6455, 7.4.2: 4000-4999 are private use). */
export const closeCodes = { refused: 4000, serverStopping: 1012 } as const;
