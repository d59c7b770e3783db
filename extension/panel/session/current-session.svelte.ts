import type { Api } from '../../../common/client/api.ts';
import { ApiError } from '../../../common/client/api-error.ts';
import type { SessionLinkOptions, SessionLinkView } from '../../../common/client/session-link.ts';
import type { ErrorCode } from '../../../common/contract/errors.ts';
import { getSession, myOpenSession } from '../../../common/contract/routes.ts';
import type { Language, OpenSession, TechnicianSession } from '../../../common/contract/views.ts';
import { errorWords } from '../../../common/i18n/errors/words.ts';
import type { Company } from '../company.svelte.ts';
import type { Pictures } from '../live/pictures.svelte.ts';
import type { Microphone } from '../microphone/microphone.svelte.ts';
import type { Outside } from '../outside.ts';
import type { Problem } from '../problem.ts';
import { PanelSession } from './panel-session.svelte.ts';

export interface CurrentSessionOptions {
  outside: Outside;
  api: Api;
  token: string;
  microphone: Microphone;
  company: Company;
  language(): Language;
  /** The session, or what is known of it, has changed; `held` is its view while it is held here. */
  onchange(held: TechnicianSession | null): void;
  onsignedout(): void;
}

/** Which session the technician has: the open one, wherever it is, or the last, and how it ended. */
export class CurrentSession {
  session: PanelSession | null = $state.raw(null);
  /** The session that has ended, shown until the next one. */
  ended: TechnicianSession | null = $state.raw(null);
  /** The pictures of the session that has ended, for as long as it is shown. */
  pictures: Pictures | null = $state.raw(null);
  /** The open session as the technician's own socket tells it: also of one at another desk. */
  open: OpenSession | null = $state.raw(null);
  /** Whether it is known if there is an open session. */
  looked: boolean = $state(false);
  problem: Problem | null = $state.raw(null);
  #options: CurrentSessionOptions;

  constructor(options: CurrentSessionOptions) {
    this.#options = options;
  }

  /** Takes in what the technician's own socket says of the open session. */
  see(open: OpenSession | null): void {
    this.open = open;
    const known = this.session?.id ?? this.#options.outside.keeper.now().session;
    if (open && open.id !== this.session?.id) this.follow(open.id, 'take_if_own');
    else if (!open && known && this.ended?.id !== known) void this.#ask(known);
    else this.looked = true;
  }

  /** Asks the server for the open session. Throws ApiError. */
  async look(): Promise<void> {
    const { session } = await this.#options.api.call(myOpenSession);
    if (session && session.id !== this.session?.id) this.follow(session.id, 'take_if_own');
  }

  follow(id: string, seat: SessionLinkOptions<TechnicianSession>['seat']): void {
    const { outside, api, token, microphone, company } = this.#options;
    this.session?.close();
    this.ended = this.pictures = null;
    this.problem = null;
    outside.keeper.change({ session: id });
    this.session = new PanelSession({
      ...{ outside, api, token, id, seat, microphone, company },
      device: outside.keeper.now().device ?? '',
      onchange: (view) => this.#changed(view),
    });
    this.looked = true;
    const { view } = this.session;
    this.#options.onchange(view.seat === 'held' ? view.session : null);
  }

  /** Lets go of the session without a word: another window has the turn. */
  stop(): void {
    this.session?.close();
    this.session = null;
    this.ended = this.pictures = null;
    this.looked = false;
    this.#options.onchange(null);
  }

  /** Says `code` in words, for what is wrong with the session or the sign-in as a whole. */
  say(code: ErrorCode): void {
    this.problem = { message: errorWords[this.#options.language()][code], technical: code };
  }

  /** Asks how a session ended that is no longer open. */
  async #ask(id: string): Promise<void> {
    try {
      const session = await this.#options.api.call(getSession, { params: { id } });
      if (session.side === 'technician' && session.state === 'ended') this.#end(session);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'session_not_found') this.#forget();
    } finally {
      this.looked = true;
    }
  }

  #changed({ session, seat, refused }: SessionLinkView<TechnicianSession>): void {
    if (session?.state === 'ended') this.#end(session);
    else if (refused === 'not_signed_in') this.#options.onsignedout();
    else if (refused) this.#forget(refused);
    else this.#options.onchange(seat === 'held' ? session : null);
  }

  #end(session: TechnicianSession): void {
    this.ended = session;
    this.pictures = this.session?.pictures ?? this.pictures;
    this.#drop();
  }

  #forget(why?: ErrorCode): void {
    this.#options.outside.keeper.change({ session: null });
    if (why) this.say(why);
    this.#drop();
  }

  #drop(): void {
    const { keeper, encryptions } = this.#options.outside;
    const over = this.session?.id ?? keeper.now().session;
    if (over) encryptions.forget(over);
    this.session?.close();
    this.session = null;
    keeper.change({ draft: null, muted: null });
    this.#options.onchange(null);
  }
}
