import type { EventSocketState } from '../../common/client/event-socket.ts';
import type { Api } from '../../common/client/api.ts';
import type { ErrorCode } from '../../common/contract/errors.ts';
import { openSession, signOut } from '../../common/contract/routes.ts';
import type { Language, TechnicianSession } from '../../common/contract/views.ts';
import type { KeptSignIn } from '../storage/kept.ts';
import type { Told } from '../technician/follow-technician.ts';
import { Company } from './company.svelte.ts';
import type { Microphone } from './microphone/microphone.svelte.ts';
import type { Outside } from './outside.ts';
import { OwnAccount } from './own-account/own-account.svelte.ts';
import { problemOf } from './problem.ts';
import { CurrentSession } from './session/current-session.svelte.ts';
import { tellConnected } from './session/tell-connected.ts';
import { holdWhile } from './windows/hold-while.ts';
import { newsOf, type News } from './windows/news.ts';
import { Windows } from './windows/windows.svelte.ts';

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
  starting: boolean = $state(false);
  #link: EventSocketState = $state('connecting');
  #options: SignedInOptions;
  #api: Api;
  #socket: { close(): void } | null = null;
  #windows: Windows;
  #tell: ReturnType<typeof tellConnected>;
  #port: ReturnType<typeof holdWhile>;

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
    this.#windows = new Windows({
      outside,
      tell: () => newsOf(this.link, this.current.session?.view),
      onnews: ({ session }) => this.#port.set(session !== null),
      oninput: () => this.current.session?.idle.input(),
      ongained: () => this.#follow(),
      letGo: () => this.#letGo(),
    });
  }

  /** Whether this window is the one that holds sockets and call. */
  get hasTurn(): boolean {
    return this.#windows.hasTurn;
  }

  /** What another window's panel tells, while that one has the turn. */
  get news(): News | null {
    return this.#windows.news;
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
      if (!this.hasTurn) await this.#windows.takeTurn();
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
    else void this.#windows.takeTurn();
  }

  async signOut(): Promise<void> {
    // A server that cannot be reached lets the token run out; this browser forgets it now.
    await this.#api.call(signOut).catch(() => {});
    this.#options.onsignedout(false);
  }

  close(): void {
    this.#windows.close();
    this.#port.set(false);
    this.#tell.close();
  }

  /** Follows the technician, in the window that has the turn. */
  #follow(): void {
    const { outside, signIn } = this.#options;
    this.#socket = outside.followTechnician(
      { server: outside.keeper.now().server, token: signIn.token },
      {
        onTold: (told) => this.#told(told),
        onLink: (state, code) => this.#linked(state, code),
      },
    );
  }

  #letGo(): void {
    this.#socket?.close();
    this.#socket = null;
    this.current.stop();
  }

  #told({ technician, settings, openSession: open }: Told): void {
    this.company.settings = settings;
    const { companyName, accentColour } = settings;
    this.#keep({ technician, companyName, accentColour });
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
    this.#windows.say();
  }

  #changed(held: TechnicianSession | null): void {
    this.#tell.see(held);
    this.#port.set(this.current.session !== null);
    this.#windows.say();
  }
}
