import { peerServer } from '../../../common/call/peerjs.ts';
import type { Api } from '../../../common/client/api.ts';
import { ApiError } from '../../../common/client/api-error.ts';
import type {
  SessionLink,
  SessionLinkOptions,
  SessionLinkView,
} from '../../../common/client/session-link.ts';
import {
  changeDetails,
  endSession,
  newPin,
  setVoice,
  startSession,
} from '../../../common/contract/routes.ts';
import type { SessionState, VoiceChoice } from '../../../common/contract/session.ts';
import type { TechnicianSession } from '../../../common/contract/views.ts';
import type { Company } from '../company.svelte.ts';
import { IdleGuard } from '../idle/idle-guard.svelte.ts';
import { Invite } from '../invite/invite.svelte.ts';
import { LiveCall } from '../live/live-call.svelte.ts';
import { Pictures } from '../live/pictures.svelte.ts';
import type { Microphone } from '../microphone/microphone.svelte.ts';
import type { Outside } from '../outside.ts';
import { problemOf, type Problem } from '../problem.ts';
import { DetailsForm } from './details-form.svelte.ts';

export type Command = 'start' | 'end' | 'new_pin' | 'voice';

/** The state that a command brings about, where it shows that the command was done. */
const aim: Partial<Record<Command, SessionState>> = { start: 'active', end: 'ended' };

export interface PanelSessionOptions {
  outside: Outside;
  api: Api;
  token: string;
  device: string;
  id: string;
  seat: SessionLinkOptions<TechnicianSession>['seat'];
  microphone: Microphone;
  company: Company;
  /** Called at each change of what is known of the session. */
  onchange(view: SessionLinkView<TechnicianSession>): void;
}

/** The technician's open session, as this panel follows and commands it. */
export class PanelSession {
  readonly id: string;
  view: SessionLinkView<TechnicianSession> = $state.raw() as SessionLinkView<TechnicianSession>;
  /** Whether this panel has held the seat: from then on it shows the session and not its search. */
  entered: boolean = $state(false);
  busy: Command | null = $state(null);
  problem: Problem | null = $state.raw(null);
  details: DetailsForm | null = $state.raw(null);
  invite: Invite | null = $state.raw(null);
  call: LiveCall | null = $state.raw(null);
  /** The pictures of the call that is there, or was: they outlive it, so that they can be saved. */
  pictures: Pictures | null = $state.raw(null);
  readonly idle: IdleGuard;
  #options: PanelSessionOptions;
  #link: SessionLink<TechnicianSession>;
  #unsubscribe: () => void;

  constructor(options: PanelSessionOptions) {
    this.#options = options;
    this.id = options.id;
    const { api, token, device, id, seat } = options;
    this.#link = options.outside.followSession<TechnicianSession>({ api, token, device, id, seat });
    this.view = this.#link.current();
    this.idle = new IdleGuard({
      minutes: () => options.company.settings?.idleMinutes ?? 0,
      onending: () => this.#stopCall(),
      end: () => this.#link.command(endSession, { body: { because: 'idle' } }),
      onrefused: (error) => {
        this.problem = problemOf(error);
        this.#take(this.view);
      },
    });
    this.#unsubscribe = this.#link.subscribe((view) => this.#take(view));
  }

  /** The session's present view; read only by screens that are shown because there is one. */
  get session(): TechnicianSession {
    if (!this.view.session) throw new Error('The session has not been read yet.');
    return this.view.session;
  }

  async start(): Promise<void> {
    await this.#give('start', async () => {
      await this.details?.flush();
      this.call?.wantMicrophone(this.session);
      await this.#link.command(startSession, { again: true });
    });
    this.call?.doNotWantMicrophone();
  }

  end(): Promise<void> {
    return this.#give('end', () => this.#link.command(endSession, { again: true }));
  }

  newPin(): Promise<void> {
    return this.#give('new_pin', () => this.#link.command(newPin));
  }

  /** Says how this side would speak from now on. */
  setVoice(voice: VoiceChoice): Promise<void> {
    return this.#give('voice', () => this.#link.command(setVoice, { body: { voice } }));
  }

  /** "Continue here": takes the seat from another desk. */
  take(): void {
    this.#link.take();
  }

  reconnectNow(): void {
    this.#link.reconnectNow();
  }

  close(): void {
    this.#unsubscribe();
    this.details?.close();
    this.idle.stop();
    this.#stopCall();
    this.#link.close();
  }

  async #give(command: Command, send: () => Promise<unknown>): Promise<void> {
    if (this.busy) return;
    this.busy = command;
    this.problem = null;
    try {
      await send();
    } catch (error) {
      // An answer may be lost and its command all the same be done; and what the session's own
      // view says better is not said twice.
      const done = this.view.session?.state === aim[command];
      const shown =
        error instanceof ApiError && ['session_ended', 'open_elsewhere'].includes(error.code);
      if (!done && !shown) this.problem = problemOf(error);
    } finally {
      this.busy = null;
    }
  }

  #take(view: SessionLinkView<TechnicianSession>): void {
    const { session, seat } = view;
    // What went wrong in one state is of no use in the next.
    if (session?.state !== this.view.session?.state) this.problem = null;
    this.view = view;
    if (seat === 'held') this.entered = true;
    if (session && seat === 'held') this.#follow(session);
    else if (seat === 'elsewhere' || seat === 'refused') this.#leave();
    this.#options.onchange(view);
  }

  #follow(session: TechnicianSession): void {
    this.details ??= this.#openDetails(session);
    if (this.invite) this.invite.follow(session);
    else if (session.state !== 'active') this.invite = this.#openInvite(session);
    if (session.state !== 'connected' && session.state !== 'active') return this.#leave();
    if (session.state === 'active') this.idle.begin();
    if (this.idle.ending) return;
    if (this.call) this.call.follow(session);
    else this.#openCall(session);
  }

  #stopCall(): void {
    this.call?.close();
    this.call = null;
  }

  /** There is nothing live here, or no longer. */
  #leave(): void {
    this.idle.stop();
    this.#stopCall();
  }

  #openDetails(session: TechnicianSession): DetailsForm {
    const { keeper } = this.#options.outside;
    const { draft } = keeper.now();
    return new DetailsForm({
      customFields: () => this.#options.company.settings?.customFields ?? null,
      details: session.details,
      draft: draft?.session === this.id ? draft.details : {},
      save: (body) => this.#link.command(changeDetails, { body }),
      keep: (details) => keeper.change({ draft: details && { session: this.id, details } }),
    });
  }

  #openInvite(session: TechnicianSession): Invite {
    const { outside, company } = this.#options;
    return new Invite({
      session,
      company,
      command: (route, input) => this.#link.command(route, input),
      keeper: outside.keeper,
      openTab: outside.openTab,
      saveDetails: async () => this.details?.flush(),
    });
  }

  #openCall(session: TechnicianSession): void {
    const { outside, api, microphone } = this.#options;
    const { keeper } = outside;
    this.call = new LiveCall({
      session,
      create: (listening) =>
        outside.createCall({
          role: 'technician',
          server: peerServer(api.baseUrl, this.id),
          access: () => this.#link.peerAccess(),
          ...listening,
        }),
      microphone,
      muted: keeper.now().muted === this.id,
      onmuted: (muted) => keeper.change({ muted: muted ? this.id : null }),
    });
    this.pictures = new Pictures({
      showing: this.call.showing,
      details: () => this.session.details,
      files: outside.files,
    });
  }
}
