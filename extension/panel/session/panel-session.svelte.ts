import type { Api } from '../../../common/client/api.ts';
import type {
  SessionLink,
  SessionLinkOptions,
  SessionLinkView,
} from '../../../common/client/session-link.ts';
import { endSession, newPin, setVoice, startSession } from '../../../common/contract/routes.ts';
import type { VoiceChoice } from '../../../common/contract/session.ts';
import type { TechnicianSession } from '../../../common/contract/views.ts';
import type { Company } from '../company.svelte.ts';
import { IdleGuard } from '../idle/idle-guard.svelte.ts';
import type { Invite } from '../invite/invite.svelte.ts';
import type { LiveCall } from '../live/live-call.svelte.ts';
import { Pictures } from '../live/pictures.svelte.ts';
import type { Microphone } from '../microphone/microphone.svelte.ts';
import type { Outside } from '../outside.ts';
import { problemOf, type Problem } from '../problem.ts';
import { Commands, type Command } from './commands.svelte.ts';
import type { DetailsForm } from './details-form.svelte.ts';
import { openCall, openDetails, openInvite, type PartsNeeds } from './parts-of-session.ts';

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
  details: DetailsForm | null = $state.raw(null);
  invite: Invite | null = $state.raw(null);
  call: LiveCall | null = $state.raw(null);
  /** The pictures of the call that is there, or was: they outlive it, so that they can be saved. */
  pictures: Pictures | null = $state.raw(null);
  readonly idle: IdleGuard;
  #commands = new Commands(() => this.view.session?.state);
  #parts: PartsNeeds;
  #options: PanelSessionOptions;
  #link: SessionLink<TechnicianSession>;
  #unsubscribe: () => void;

  constructor(options: PanelSessionOptions) {
    this.#options = options;
    this.id = options.id;
    const { api, token, device, id, seat } = options;
    this.#link = options.outside.followSession<TechnicianSession>({ api, token, device, id, seat });
    this.#parts = { ...options, link: this.#link };
    this.view = this.#link.current();
    this.idle = new IdleGuard({
      minutes: () => options.company.settings?.idleMinutes ?? 0,
      onending: () => this.#stopCall(),
      end: () => this.#link.command(endSession, { body: { because: 'idle' } }),
      onrefused: (error) => {
        this.#commands.problem = problemOf(error);
        this.#take(this.view);
      },
    });
    this.#unsubscribe = this.#link.subscribe((view) => this.#take(view));
  }

  /** The command that is under way. */
  get busy(): Command | null {
    return this.#commands.busy;
  }

  /** What went wrong; null where nothing did since the session last changed its state. */
  get problem(): Problem | null {
    return this.#commands.problem;
  }

  /** The session's present view; read only by screens that are shown because there is one. */
  get session(): TechnicianSession {
    if (!this.view.session) throw new Error('The session has not been read yet.');
    return this.view.session;
  }

  async start(): Promise<void> {
    await this.#commands.give('start', async () => {
      await this.details?.flush();
      this.call?.wantMicrophone(this.session);
      await this.#link.command(startSession, { again: true });
    });
    this.call?.doNotWantMicrophone();
  }

  end(): Promise<void> {
    return this.#commands.give('end', () => this.#link.command(endSession, { again: true }));
  }

  newPin(): Promise<void> {
    return this.#commands.give('new_pin', () => this.#link.command(newPin));
  }

  /** Says how this side would speak from now on. */
  setVoice(voice: VoiceChoice): Promise<void> {
    return this.#commands.give('voice', () => this.#link.command(setVoice, { body: { voice } }));
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

  #take(view: SessionLinkView<TechnicianSession>): void {
    const { session, seat } = view;
    // What went wrong in one state is of no use in the next.
    if (session?.state !== this.view.session?.state) this.#commands.problem = null;
    this.view = view;
    if (seat === 'held') this.entered = true;
    if (session && seat === 'held') this.#follow(session);
    else if (seat === 'elsewhere' || seat === 'refused') this.#leave();
    this.#options.onchange(view);
  }

  #follow(session: TechnicianSession): void {
    this.details ??= openDetails(this.#parts, session);
    if (this.invite) this.invite.follow(session);
    else if (session.state !== 'active') this.#openInvite(session);
    if (session.state !== 'connected' && session.state !== 'active') return this.#leave();
    if (session.state === 'active') this.idle.begin();
    if (this.idle.ending) return;
    if (this.call) this.call.follow(session);
    else this.#openCall(session);
  }

  #openCall(session: TechnicianSession): void {
    this.call = openCall(this.#parts, session);
    this.pictures = new Pictures({
      showing: this.call.showing,
      details: () => this.session.details,
      files: this.#options.outside.files,
    });
  }

  #openInvite(session: TechnicianSession): void {
    this.invite = openInvite(this.#parts, session, async () => this.details?.flush());
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
}
