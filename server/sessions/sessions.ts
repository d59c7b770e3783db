import type { Logger } from 'pino';
import type { Side } from '../../common/contract/session.ts';
import type { CustomerCaller } from '../http/handler.ts';
import type { SessionDocument } from '../store/documents.ts';
import type { IceServersFor } from '../relay/relay.ts';
import { StoreUnavailableError } from '../store/store.ts';
import { hashToken } from '../tokens.ts';
import { closingRoutes } from './closing.ts';
import { courseRoutes } from './course.ts';
import { createErasing, erasedAtEnd } from './erasing.ts';
import { createGuess } from './guesses.ts';
import { joinRoutes } from './join.ts';
import { meetingRoutes } from './meeting.ts';
import { createMove, type Move } from './moves.ts';
import { createNews, type News } from './news.ts';
import { openingRoutes } from './opening.ts';
import type { Parts, SessionHandlers } from './parts.ts';
import { createPeerTokens, type PeerTokens } from './peer-token.ts';
import { createPinGuard } from './pin-guard.ts';
import { createPresence, type SeatSocket } from './presence.ts';
import { createUptime } from './seat-time.ts';
import { seatRoutes } from './seats.ts';
import { createEndSignedOut, type EndSignedOut } from './signed-out.ts';
import { createSweep } from './sweep.ts';
import { createViewFor, type ViewFor } from './view-for.ts';

/** How often time's work is done and other nodes' changes are looked for, in ms. */
const SWEEP_EVERY_MS = 1000;

/** Sessions: their routes, and what the sockets of events and signalling need to know of them. */
export interface Sessions extends Pick<News, 'onChange' | 'watch' | 'tellCallable' | 'onCallable'> {
  handlers: SessionHandlers;
  /** The customer whose token this is, in that session; null for a token that is worth nothing. */
  authenticateCustomer(sessionId: string, token: string): Promise<CustomerCaller | null>;
  viewFor: ViewFor;
  /** The one way a session changes. */
  move: Move;
  endSignedOut: EndSignedOut;
  peerTokens: PeerTokens;
  /** A socket of the document that holds this side's seat is open. */
  seatOpened(session: SessionDocument, side: Side): SeatSocket;
  /** Hears after each sweep of all sessions that are open. */
  onSweep(listener: (open: readonly SessionDocument[]) => void): () => void;
  start(): void;
  /** Ends the sweep, and resolves when what was under way is in the store. */
  stop(): Promise<void>;
}

export function createSessions({
  publicUrl,
  iceServersFor,
  log,
  ...needs
}: Omit<Parts, 'move' | 'publish' | 'viewFor'> & {
  /** Where customers go to type a PIN. */
  publicUrl: string;
  iceServersFor: IceServersFor;
  log: Logger;
}): Sessions {
  const { store, clock, company, seatSeconds } = needs;
  const failed = (error: unknown) => {
    // It is tried again within a second, and whoever asks for something meanwhile is told.
    if (error instanceof StoreUnavailableError) log.debug('sessions wait: the store is away');
    else log.error({ err: error }, 'a session could not be looked after');
  };
  const news = createNews(failed);
  const { publish } = news;
  const pinGuard = createPinGuard({ store, clock, company });
  const { asksForExtra } = pinGuard;
  const uptime = createUptime(clock);
  const viewFor = createViewFor(clock, { company, publicUrl, asksForExtra, seatSeconds, uptime });
  const move = createMove(store, publish, erasedAtEnd(clock, company));
  const parts: Parts = { ...needs, publish, move, viewFor };
  const peerTokens = createPeerTokens({ store, clock });
  const presence = createPresence({ store, clock, publish, failed });
  const erasing = createErasing(parts);
  news.onChange(erasing.hear);
  const sweep = createSweep(parts, { news, presence, pinGuard, uptime });
  const sweepListeners = new Set<(open: readonly SessionDocument[]) => void>();
  let timer: NodeJS.Timeout | undefined;
  let sweeping: Promise<void> | undefined;

  async function sweepOnce(): Promise<void> {
    const open = await sweep();
    for (const listener of sweepListeners) listener(open);
    // Last: what keeps the files from being rewritten keeps nobody from hearing.
    await erasing.look();
  }

  return {
    handlers: {
      ...openingRoutes(parts),
      ...joinRoutes(parts, createGuess(store, pinGuard)),
      ...seatRoutes(parts),
      ...meetingRoutes({ store, iceServersFor }, peerTokens),
      ...courseRoutes(parts),
      ...closingRoutes(parts),
    },
    async authenticateCustomer(sessionId, token) {
      const session = await store.sessions.byId(sessionId);
      if (session === null || session.customerTokenHash !== hashToken(token)) return null;
      return { kind: 'customer', session };
    },
    viewFor,
    move,
    endSignedOut: createEndSignedOut(parts),
    peerTokens,
    onChange: news.onChange,
    watch: news.watch,
    tellCallable: news.tellCallable,
    onCallable: news.onCallable,
    seatOpened: presence.opened,
    onSweep(listener) {
      sweepListeners.add(listener);
      return () => sweepListeners.delete(listener);
    },
    start() {
      timer ??= setInterval(() => {
        sweeping ??= sweepOnce()
          .catch(failed)
          .finally(() => (sweeping = undefined));
      }, SWEEP_EVERY_MS);
    },
    async stop() {
      clearInterval(timer);
      timer = undefined;
      await sweeping;
      await presence.settled();
    },
  };
}
