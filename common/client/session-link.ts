import * as v from 'valibot';
import type { CallSession } from '../contract/call-session.ts';
import type { ErrorCode } from '../contract/errors.ts';
import { sessionEventsPath, sessionPace } from '../contract/events.ts';
import { getSession, iceServers, peerAccess, type Route } from '../contract/routes.ts';
import { CONTRACT_VERSION } from '../contract/version.ts';
import { SessionView } from '../contract/views.ts';
import type { Api, CallInput } from './api.ts';
import { ApiError } from './api-error.ts';
import { enterSession, finalCode } from './enter-session.ts';
import { openEventSocket, type EventSocket } from './event-socket.ts';
import { newerView } from './newer-view.ts';
import { socketUrl } from './socket-url.ts';
import { backOff, wait } from '../network/wait.ts';

/**
 * Where this document stands in the session.
 * - `taking`: reading the session, or taking the seat.
 * - `held`: this document holds its side's seat, and may give commands.
 * - `elsewhere`: another document does; `take()` takes it back.
 * - `refused`: it is no longer this person's session; `refused` says why.
 */
export type SeatState = 'taking' | 'held' | 'elsewhere' | 'refused';

/** A session as this document knows it; a new object at each change. */
export interface SessionLinkView<View extends SessionView = SessionView> {
  /** The newest view, null until the first. */
  session: View | null;
  seat: SeatState;
  /** Why, in state `refused`. */
  refused: ErrorCode | null;
  /** `down`: the server is out of reach; what is shown may be old. It reconnects by itself. */
  link: 'connecting' | 'open' | 'down' | 'closed';
  /** Since when nothing was heard of the server (`Date.now()`), where it is out of reach; else null. */
  downSince: number | null;
  /** The server's clock less this device's, in ms: `Date.now() + clockOffsetMs` is the server's now. */
  clockOffsetMs: number;
}

export interface SessionLinkOptions<View extends SessionView> {
  api: Api;
  id: string;
  token: string;
  /** This browser profile's id (`device.ts`). */
  device: string;
  /**
   * How the document comes to the seat: `hold` the one that opening or joining gave, with its view;
   * `take` it whoever has it (a customer's page); or take it only where it is this device's own or
   * nobody's (a panel).
   */
  seat: { hold: View } | 'take' | 'take_if_own';
}

/** What a session's document has instead of a connection of its own. */
export interface SessionLink<View extends SessionView = SessionView> {
  current(): SessionLinkView<View>;
  /** Calls `listener` now and at each change; returns the way to stop that. */
  subscribe(listener: (view: SessionLinkView<View>) => void): () => void;
  /** Takes the seat back from another document: "Continue here". */
  take(): void;
  /**
   * Gives a command of this session as the seat's holder, and takes in the view that answers it.
   * Throws ApiError.
   */
  command<R extends Route>(
    route: R,
    input?: Omit<CallInput<R>, 'params' | 'seat' | 'token'>,
  ): Promise<v.InferOutput<R['answer']>>;
  /** What the session's call needs of the server. */
  readonly forCall: CallSession;
  /** Reconnects at once, where the link is down. */
  reconnectNow(): void;
  close(): void;
}

/** Follows a session from one of its documents: its view, its seat, its event socket. */
export function followSession<View extends SessionView = SessionView>(
  options: SessionLinkOptions<View>,
): SessionLink<View> {
  const { api, id, token, device } = options;
  const listeners = new Set<(view: SessionLinkView<View>) => void>();
  const callableListeners = new Set<() => void>();
  const reachedListeners = new Set<() => void>();
  let doubted = false;
  let isAway = false;
  let flowing = false;
  let socket: EventSocket | null = null;
  let generation: number | null = null;
  let entering = new AbortController();
  let refusals = 0;
  let closed = false;
  let view: SessionLinkView<View> = {
    session: null,
    seat: 'taking',
    refused: null,
    link: 'connecting',
    downSince: null,
    clockOffsetMs: 0,
  };

  function change(part: Partial<SessionLinkView<View>>): void {
    if (closed) return;
    view = { ...view, ...part };
    if (view.link === 'open' || view.link === 'closed') view.downSince = null;
    else if (view.link === 'down') view.downSince ??= socket?.heardAt() ?? Date.now();
    for (const listener of [...listeners]) listener(view);
  }

  /** A live session cannot wait for a line that is down: the place in it has an end. */
  function hasten(): void {
    const isLive = view.session?.state === 'active';
    socket?.hasten(doubted || (isLive && view.link === 'down'));
  }

  /** Lets go of socket, seat and whatever was under way. */
  function letGo(): AbortSignal {
    entering.abort();
    entering = new AbortController();
    socket?.close();
    socket = null;
    generation = null;
    return entering.signal;
  }

  function leave(seat: 'elsewhere' | 'refused', refused: ErrorCode | null = null): void {
    letGo();
    change({ seat, refused, link: 'closed' });
  }

  /** Takes in a view: the newest stays, and what it says of the seat and of the end is followed. */
  function accept(session: SessionView): void {
    const newest = newerView(view.session, session as View);
    if (newest !== session) return;
    change({ session: newest, clockOffsetMs: session.now - Date.now() });
    if (session.state === 'ended') {
      letGo();
      change({ link: 'closed' });
    } else if (generation !== null && session.own.generation > generation) {
      leave('elsewhere');
    }
  }

  /** What a failure says of this document's place in the session; false when nothing. */
  function learn(code: string | undefined): boolean {
    const refused = finalCode(code);
    if (refused) leave('refused', refused);
    else if (code === 'open_elsewhere') leave('elsewhere');
    else return false;
    return true;
  }

  function hold(session: SessionView): void {
    generation = session.own.generation;
    change({ seat: 'held', refused: null });
    accept(session);
    if (generation === null) return;
    socket = openEventSocket({
      pace: sessionPace,
      url: socketUrl(api.baseUrl, sessionEventsPath(id)),
      hello: () => ({
        type: 'hello',
        contract: CONTRACT_VERSION,
        token,
        seat: generation ?? undefined,
      }),
      onMessage(message) {
        if (message.type === 'session') accept(message.session);
        if (message.type === 'callable') for (const hear of [...callableListeners]) hear();
      },
      onState: (state, code) => {
        const again = state === 'open' && view.link === 'down';
        if (state === 'open') socket?.say({ type: 'media', flowing });
        if (state !== 'refused') change({ link: state });
        else if (!learn(code)) void enter('take_if_own', backOff(refusals++));
        hasten();
        if (again) for (const hear of [...reachedListeners]) hear();
      },
    });
    socket.networkAway(isAway);
    hasten();
  }

  async function enter(how: 'take' | 'take_if_own', pauseMs = 0): Promise<void> {
    const signal = letGo();
    change({ seat: 'taking', refused: null, link: 'connecting' });
    await wait(pauseMs, signal);
    const onOutage = () => change({ link: 'down' });
    const entered = await enterSession({
      ...{ api, id, token, device, how, signal, onOutage },
      onRead: accept,
    });
    if (signal.aborted) return;
    if (entered.as === 'held') hold(entered.session);
    else if (entered.as === 'elsewhere' || entered.as === 'refused')
      leave(entered.as, entered.as === 'refused' ? entered.code : null);
  }

  const command: SessionLink<View>['command'] = async (route, input) => {
    const seat = generation;
    try {
      // 0 was never a seat: the server answers `open_elsewhere` in the person's language.
      const call = { ...input, params: { id }, seat: seat ?? 0, token };
      const answer = await api.call<Route>(route, call);
      const session = v.safeParse(SessionView, answer);
      if (session.success) accept(session.output);
      return answer as v.InferOutput<(typeof route)['answer']>;
    } catch (error) {
      const code = error instanceof ApiError ? error.code : undefined;
      const stillHeld = seat !== null && seat === generation;
      if (stillHeld && !learn(code) && code?.startsWith('session_')) {
        // The session is not where this document thought it was: shown before the error is.
        await api.call(getSession, { params: { id }, token }).then(accept, () => {});
      }
      throw error;
    }
  };

  if (typeof options.seat === 'object') hold(options.seat.hold);
  else void enter(options.seat);

  return {
    current: () => view,
    subscribe(listener) {
      listeners.add(listener);
      listener(view);
      return () => listeners.delete(listener);
    },
    take: () => void enter('take'),
    command,
    forCall: {
      access: (signal) => command(peerAccess, { again: true, signal }),
      // Once: a call that is being mended does not wait for a second time.
      iceServers: async () => (await command(iceServers, { again: false })).iceServers,
      onCallable(hear) {
        callableListeners.add(hear);
        return () => callableListeners.delete(hear);
      },
      reportFlowing(now) {
        flowing = now;
        socket?.say({ type: 'media', flowing });
      },
      doubt(now) {
        doubted = now;
        hasten();
      },
      networkAway(now) {
        isAway = now;
        socket?.networkAway(now);
      },
      isReached: () => view.link !== 'down',
      onReached(hear) {
        reachedListeners.add(hear);
        return () => reachedListeners.delete(hear);
      },
    },
    reconnectNow: () => socket?.reconnectNow(),
    close() {
      closed = true;
      listeners.clear();
      callableListeners.clear();
      reachedListeners.clear();
      letGo();
    },
  };
}
