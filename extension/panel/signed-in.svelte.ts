import type { EventSocketState } from '../../common/client/event-socket.ts';
import type { Api } from '../../common/client/api.ts';
import type { ErrorCode } from '../../common/contract/errors.ts';
import { openSession, signOut } from '../../common/contract/routes.ts';
import type { Language, TechnicianSession } from '../../common/contract/views.ts';
import type { KeptSignIn } from '../storage/kept.ts';
import type { Told } from '../technician/follow-technician.ts';
import { Company } from './company.svelte.ts';
import { hearInputs, seldom } from './idle/inputs.ts';
import type { Microphone } from './microphone/microphone.svelte.ts';
import type { Outside } from './outside.ts';
import { OwnAccount } from './own-account/own-account.svelte.ts';
import { problemOf } from './problem.ts';
import { CurrentSession } from './session/current-session.svelte.ts';
import { tellConnected } from './session/tell-connected.ts';
import { holdWhile } from './windows/hold-while.ts';
import { newsOf, shareNews, type News } from './windows/news.ts';
import { openTurn } from './windows/turn.ts';

export interface SignedInOptions {
  outside: Outside;
  signIn: KeptSignIn;
  microphone: Microphone;
  language(): Language;
  /** The sign-in is over: by the technician, or (`ended`) by the server. */
  onsignedout(ended: boolean): void;
}

/**
 * A signed-in technician's panel. Of all the profile's windows one has the turn: it alone holds
 * sockets and call, and tells the others where the session stands.
 */
export class SignedIn {
  /** Who is signed in, as the server last said: another window may have heard it. */
  signIn: KeptSignIn = $state.raw() as KeptSignIn;
  readonly company = new Company();
  readonly own: OwnAccount;
  readonly current: CurrentSession;
  /** What another window's panel tells, while that one has the turn. */
  news: News | null = $state.raw(null);
  hasTurn: boolean = $state(false);
  starting: boolean = $state(false);
  #link: EventSocketState = $state('connecting');
  #options: SignedInOptions;
  #api: Api;
  #socket: { close(): void } | null = null;
  #turn: ReturnType<typeof openTurn>;
  #whenGained: (() => void)[] = [];
  #news: ReturnType<typeof shareNews>;
  #tell: ReturnType<typeof tellConnected>;
  #port: ReturnType<typeof holdWhile>;
  #stopHearing: () => void;

  constructor(options: SignedInOptions) {
    const { outside, signIn, language, microphone } = options;
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
    this.current = new CurrentSession({
      ...{ outside, api: this.#api, token: signIn.token, microphone, language },
      company: this.company,
      onchange: (held) => this.#changed(held),
      onsignedout: () => options.onsignedout(true),
    });
    this.own = new OwnAccount({
      api: this.#api,
      ontechnician: (technician) => this.#keep({ technician }),
      onsignedout: () => options.onsignedout(false),
    });
    this.#news = shareNews({
      channel: outside.openChannel(),
      tell: () => (this.hasTurn ? newsOf(this.link, this.current.session?.view) : null),
      hear: (news) => !this.hasTurn && this.#hear(news),
      hearInput: () => this.current.session?.idle.input(),
    });
    const tellInput = seldom(() => this.#news.input());
    this.#stopHearing = hearInputs(window, () => {
      if (this.hasTurn) this.current.session?.idle.input();
      else tellInput();
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
    const session = this.current.session?.view.link;
    if (this.#link === 'down' || this.#link === 'refused' || session === 'down') return 'down';
    return this.#link === 'open' && session !== 'connecting' ? 'open' : 'connecting';
  }

  /** "Start new session": opens one, in this window. */
  async startNew(): Promise<void> {
    if (this.starting) return;
    this.starting = true;
    this.current.problem = null;
    try {
      if (!this.hasTurn) await this.#gainTurn();
      const device = this.#options.outside.keeper.now().device ?? '';
      const session = await this.#api.call(openSession, { body: { device } });
      this.current.follow(session.id, { hold: session });
    } catch (error) {
      // An answer that was lost on the way may have opened one all the same.
      await this.current.look().catch(() => {});
      this.current.problem = problemOf(error);
    } finally {
      this.starting = false;
    }
  }

  /** "Continue here": brings the call from another window, or the session from another desk. */
  continueHere(): void {
    this.current.problem = null;
    if (this.hasTurn) this.current.session?.take();
    else this.#turn.take();
  }

  async signOut(): Promise<void> {
    // A server that cannot be reached lets the token run out; this browser forgets it now.
    await this.#api.call(signOut).catch(() => {});
    this.#options.onsignedout(false);
  }

  close(): void {
    this.#stopHearing();
    this.#turn.close();
    // From here on there is nothing to tell, and nobody to tell it to.
    this.hasTurn = false;
    this.#stop();
    this.#news.close();
    this.#port.set(false);
    this.#tell.close();
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
    this.news = null;
    this.#socket = outside.followTechnician(
      { server: outside.keeper.now().server, token: signIn.token },
      {
        onTold: (told) => this.#told(told),
        onLink: (state, code) => this.#linked(state, code),
      },
    );
    for (const gained of this.#whenGained.splice(0)) gained();
  }

  #lost(): void {
    this.#stop();
    this.hasTurn = false;
    this.#news.ask();
  }

  #stop(): void {
    this.#socket?.close();
    this.#socket = null;
    this.current.stop();
  }

  #told({ technician, settings, openSession: open }: Told): void {
    this.company.settings = settings;
    this.#keep({ technician, companyName: settings.companyName });
    this.current.session?.idle.look();
    // What is being opened just now is followed by its own answer.
    if (!this.starting) this.current.see(open);
  }

  /** Keeps what is new of the sign-in, so that all windows know it, and a panel opened again. */
  #keep(part: Partial<KeptSignIn>): void {
    const { keeper } = this.#options.outside;
    // An answer that comes after the sign-out signs nobody in again.
    if (keeper.now().signIn?.token !== this.signIn.token) return;
    this.signIn = { ...this.signIn, ...part };
    keeper.change({ signIn: this.signIn });
  }

  #linked(state: EventSocketState, code?: ErrorCode): void {
    this.#link = state;
    if (state === 'refused' && code === 'not_signed_in') this.#options.onsignedout(true);
    else if (state === 'refused' && code) this.current.say(code);
    this.#news.say();
  }

  #changed(held: TechnicianSession | null): void {
    this.#tell.see(held);
    this.#port.set(this.current.session !== null);
    this.#news.say();
  }

  #hear(news: News): void {
    this.news = news;
    this.#port.set(news.session !== null);
  }
}
