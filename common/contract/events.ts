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
/** A line on which only `alive` is said: a doctor holds it to see whether a proxy lets it stand. */
export const doctorEventsPath = '/api/doctor/events';
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

/**
 * What a client may say after its hello: that it is there, and, where it holds a seat, whether media can
 * flow between it and the other side. No session ends for a side that is away while the other reports that.
 */
export const ClientMessage = v.variant('type', [
  Hello,
  v.strictObject({ type: v.literal('alive') }),
  v.strictObject({ type: v.literal('media'), flowing: v.boolean() }),
]);
export type ClientMessage = v.InferOutput<typeof ClientMessage>;

/**
 * What the server says. `alive` comes at the socket's pace: it passes a proxy's idle limit, keeps a
 * Chrome service worker alive, and whoever hears nothing for long may hold the socket for dead.
 * `callable` comes when the other side's document has registered at PeerServer, for the first time or
 * again: it can be called now. `refused` comes before the server closes for good: the client must not try
 * again as it is.
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
  v.object({ type: v.literal('callable') }),
  v.object({
    type: v.literal('refused'),
    code: v.picklist(errorCodes as [ErrorCode, ...ErrorCode[]]),
  }),
]);
export type ServerMessage = v.InferOutput<typeof ServerMessage>;

/** How often the server says `alive`, and after how long without a word a client takes its socket for dead. */
export interface Pace {
  aliveEveryMs: number;
  silentAfterMs: number;
}

/**
 * A technician's own socket must only stay open. A session's tells to within some seconds when a side has
 * gone, because the time for which its seat is held begins then.
 */
export const technicianPace: Pace = { aliveEveryMs: 20_000, silentAfterMs: 45_000 };
export const sessionPace: Pace = { aliveEveryMs: 2_000, silentAfterMs: 8_000 };

/** How long a client has for its hello, in ms. */
export const HELLO_WITHIN_MS = 10_000;

/** WebSocket close codes of ours (RFC 6455, 7.4.2: 4000-4999 are private use). */
export const closeCodes = { refused: 4000, serverStopping: 1012 } as const;
