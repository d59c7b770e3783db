import type { EventSocketState } from '../../common/client/event-socket.ts';
import type { Api } from '../../common/client/api.ts';
import { ApiError } from '../../common/client/api-error.ts';
import type { SessionLinkOptions, SessionLinkView } from '../../common/client/session-link.ts';
import type { ErrorCode } from '../../common/contract/errors.ts';
import { getSession, myOpenSession, openSession, signOut } from '../../common/contract/routes.ts';
import type { Language, OpenSession, TechnicianSession } from '../../common/contract/views.ts';
import { errorWords } from '../../common/i18n/errors/words.ts';
import type { KeptSignIn } from '../storage/kept.ts';
import type { Microphone } from './microphone/microphone.svelte.ts';
import type { Outside } from './outside.ts';
import { problemOf, type Problem } from './problem.ts';
import { PanelSession } from './session/panel-session.svelte.ts';
import { tellConnected } from './session/tell-connected.ts';
import { holdWhile } from './windows/hold-while.ts';
import { shareNews, type News } from './windows/news.ts';
import { openTurn } from './windows/turn.ts';

export interface SignedInOptions {
  outside: Outside;
  signIn: KeptSignIn;
  microphone: Microphone;
  language(): Language;
  /** The sign-in is over: by the technician, or (`ended`) by the server. */
  onsignedout(ended: boolean): void;
}

/** A signed-in technician's panel: the open session wherever it is, and the way to a new one. */
export class SignedIn {
  readonly signIn: KeptSignIn;
  session: PanelSession | null = $state.raw(null);
  /** The session that has ended, shown until the next one. */
  ended: TechnicianSession | null = $state.raw(null);
  /** What another window's panel tells, while that one has the turn. */
  news: News | null = $state.raw(null);
  /** The open session as the technician's own socket tells it: also of one at another desk. */
  open: OpenSession | null = $state.raw(null);
  hasTurn: boolean = $state(false);
  /** Whether it is known if there is an open session. */
  looked: boolean = $state(false);
  starting: boolean = $state(false);
  problem: Problem | null = $state.raw(null);
  #link: EventSocketState = $state('connecting');
  #options: SignedInOptions;
  #api: Api;
  #socket: { close(): void } | null = null;
  #turn: { take(): void; close(): void };
  #whenGained: (() => void)[] = [];
  #news: ReturnType<typeof shareNews>;
  #tell: ReturnType<typeof tellConnected>;
  #port: ReturnType<typeof holdWhile>;

  constructor(options: SignedInOptions) {
    const { outside, signIn, language } = options;
    this.#options = options;
    this.signIn = signIn;
    this.#api = outside.createApi({
      baseUrl: outside.keeper.now().server,
      language,
      token: () => signIn.token,
    });
    this.#port = holdWhile(outside.holdPanelPort);
    this.#tell = tellConnected({
      keeper: outside.keeper,
      page: document,
      say: (aloud) => outside.sayCustomerConnected(language(), aloud),
      unsay: outside.unsayCustomerConnected,
    });
    this.#news = shareNews({
      channel: outside.openChannel(),
      tell: () => (this.hasTurn ? this.#tellNews() : null),
      hear: (news) => !this.hasTurn && this.#hear(news),
    });
    this.#turn = openTurn({
      locks: outside.locks,
      ongained: () => this.#gained(),
      onwaiting: () => this.#lost(),
    });
  }

  /** The link to the server, as the header says it: down where one of the two sockets is. */
  get link(): 'connecting' | 'open' | 'down' {
    if (!this.hasTurn) return this.news?.link ?? 'connecting';
    const session = this.session?.view.link;
    if (this.#link === 'down' || this.#link === 'refused' || session === 'down') return 'down';
    return this.#link === 'open' && session !== 'connecting' ? 'open' : 'connecting';
  }

  /** "Start new session": opens one, in this window. */
  async startNew(): Promise<void> {
    if (this.starting) return;
    this.starting = true;
    this.problem = null;
    try {
      if (!this.hasTurn) await this.#gainTurn();
      const session = await this.#api.call(openSession, { body: { device: this.#device } });
      this.#follow(session.id, { hold: session });
    } catch (error) {
      // An answer that was lost on the way may have opened one all the same.
      await this.#look().catch(() => {});
      this.problem = problemOf(error);
    } finally {
      this.starting = false;
    }
  }

  /** "Continue here": brings the call from another window, or the session from another desk. */
  continueHere(): void {
    this.problem = null;
    if (this.hasTurn) this.session?.take();
    else this.#turn.take();
  }

  async signOut(): Promise<void> {
    // A server that cannot be reached lets the token run out; this browser forgets it now.
    await this.#api.call(signOut).catch(() => {});
    this.#options.onsignedout(false);
  }

  close(): void {
    this.#turn.close();
    this.#news.close();
    this.#stop();
    this.#port.set(false);
    this.#tell.close();
  }

  get #device(): string {
    return this.#options.outside.keeper.now().device ?? '';
  }

  #gainTurn(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenGained.push(resolve);
      this.#turn.take();
    });
  }

  #gained(): void {
    const { outside, signIn } = this.#options;
    this.#stop();
    this.hasTurn = true;
    this.looked = false;
    this.news = null;
    this.#socket = outside.followTechnician(
      { server: outside.keeper.now().server, token: signIn.token },
      {
        onOpenSession: (open) => this.#see(open),
        onLink: (state, code) => this.#linked(state, code),
      },
    );
    for (const gained of this.#whenGained.splice(0)) gained();
  }

  #lost(): void {
    this.#stop();
    this.hasTurn = false;
    this.ended = null;
    this.looked = false;
    this.#news.ask();
  }

  #stop(): void {
    this.#socket?.close();
    this.#socket = null;
    this.session?.close();
    this.session = null;
    this.#tell.see(null);
  }

  #linked(state: EventSocketState, code?: ErrorCode): void {
    this.#link = state;
    if (state === 'refused' && code === 'not_signed_in') return this.#options.onsignedout(true);
    if (state === 'refused' && code)
      this.problem = { message: errorWords[this.#options.language()][code], technical: code };
    this.#news.say();
  }

  /** Takes in what the technician's own socket says of the open session. */
  #see(open: OpenSession | null): void {
    this.open = open;
    if (this.starting) return;
    const { keeper } = this.#options.outside;
    const known = this.session?.id ?? keeper.now().session;
    if (open && open.id !== this.session?.id) this.#follow(open.id, 'take_if_own');
    else if (!open && known && this.ended?.id !== known) void this.#ask(known);
    else this.looked = true;
    this.#news.say();
  }

  async #look(): Promise<void> {
    const { session } = await this.#api.call(myOpenSession);
    if (session && session.id !== this.session?.id) this.#follow(session.id, 'take_if_own');
  }

  /** Asks how a session ended that is no longer open. */
  async #ask(id: string): Promise<void> {
    try {
      const session = await this.#api.call(getSession, { params: { id } });
      if (session.side === 'technician' && session.state === 'ended') this.#end(session);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'session_not_found') this.#forget();
    } finally {
      this.looked = true;
    }
  }

  #follow(id: string, seat: SessionLinkOptions<TechnicianSession>['seat']): void {
    const { outside, signIn, microphone } = this.#options;
    this.session?.close();
    this.ended = null;
    this.problem = null;
    outside.keeper.change({ session: id });
    this.#port.set(true);
    this.session = new PanelSession({
      outside,
      api: this.#api,
      token: signIn.token,
      device: this.#device,
      id,
      seat,
      microphone,
      onchange: (view) => this.#changed(view),
    });
    this.looked = true;
    this.#news.say();
  }

  #changed({ session, seat, refused }: SessionLinkView<TechnicianSession>): void {
    this.#tell.see(seat === 'held' ? session : null);
    if (session?.state === 'ended') this.#end(session);
    else if (refused === 'not_signed_in') this.#options.onsignedout(true);
    else if (refused) this.#forget(refused);
    this.#news.say();
  }

  #end(session: TechnicianSession): void {
    this.ended = session;
    this.#drop();
  }

  #forget(why?: ErrorCode): void {
    this.#options.outside.keeper.change({ session: null });
    if (why) this.problem = { message: errorWords[this.#options.language()][why], technical: why };
    this.#drop();
  }

  #drop(): void {
    this.session?.close();
    this.session = null;
    this.#port.set(false);
    this.#tell.see(null);
    this.#options.outside.keeper.change({ draft: null, muted: null });
  }

  #hear(news: News): void {
    this.news = news;
    this.looked = true;
    this.#port.set(news.session !== null);
  }

  #tellNews(): News {
    const session = this.session?.view.session ?? null;
    return {
      link: this.link,
      clockOffsetMs: this.session?.view.clockOffsetMs ?? 0,
      session: session && {
        state: session.state,
        name: session.details.name,
        started: session.times.started,
      },
    };
  }
}
