import type { IceTransport } from '../../common/contract/ice-url.ts';
import type { Api } from '../../common/client/api.ts';
import { ApiError } from '../../common/client/api-error.ts';
import {
  phoneChecks,
  type PhoneCheckName,
  type PhoneFinding,
} from '../../common/contract/doctor.ts';
import { serverInfo } from '../../common/contract/routes/about.ts';
import { beginPhoneCheck, reportPhoneCheck } from '../../common/contract/routes/doctor.ts';
import type { IceServer, Language } from '../../common/contract/views.ts';
import { nobodyYet, type Company } from '../company.ts';
import { fails, notTried, type Outcome } from './outcome.ts';

/** What looks at the phone; a test supplies its own. */
export interface Checks {
  camera(show: (picture: MediaStream) => Promise<boolean>): Promise<Outcome>;
  socket(): Promise<Outcome>;
  stun(servers: readonly IceServer[]): Promise<Outcome>;
  turn(servers: readonly IceServer[], over: IceTransport): Promise<Outcome>;
}

/** A check as it stands: to come, under way, or what it came to. */
export type Standing = 'waiting' | 'running' | PhoneFinding;

/** Where the whole is: before its beginning, under way, over, or its code refused (in words). */
export type Phase = { at: 'ready' | 'running' | 'done' } | { at: 'refused'; words: string };

/** Whether what was found has come to whoever waits for it; `none` where nobody does. */
export type Sending = 'none' | 'sending' | 'sent' | 'failed';

/** What the page shows of a check: it can be drawn from this and nothing else. */
export type CheckShown = Pick<
  Check,
  'company' | 'phase' | 'standing' | 'sending' | 'picture' | 'hasCode'
>;

/** What a server says to a code that is no good, or to too many of them. */
const refusals: readonly string[] = ['check_code_wrong', 'invalid_input', 'too_many_attempts'];

const transports = { turn_udp: 'udp', turn_tcp: 'tcp', turn_tls: 'tls' } as const;

/** A phone's check, from the touch that begins it to the report. */
export class Check {
  phase: Phase = $state({ at: 'ready' });
  standing: Record<PhoneCheckName, Standing> = $state(allWaiting());
  sending: Sending = $state('none');
  /** Whose server it is: nobody's until that is known. */
  company: Company = $state.raw(nobodyYet);
  /** The camera's picture while it is looked at. */
  picture: MediaStream | null = $state.raw(null);

  #checks: Checks;
  #api: Api;
  #language: () => Language;
  #code: string | null = $state.raw(null);
  #ticket: string | null = null;
  #moved: ((moves: boolean) => void) | null = null;

  constructor(parts: { checks: Checks; api: Api; language: () => Language; code: string | null }) {
    this.#checks = parts.checks;
    this.#api = parts.api;
    this.#language = parts.language;
    this.#code = parts.code;
  }

  /** Whether somebody waits for what is found. */
  get hasCode(): boolean {
    return this.#code !== null;
  }

  /** Learns whose server it is, where it can be reached: the checks will show whether it can. */
  async meetsCompany(): Promise<void> {
    this.company = await this.#api.call(serverInfo).catch(() => nobodyYet);
  }

  /** Runs all checks, one after another, and tells whoever waits. */
  async begin(): Promise<void> {
    this.phase = { at: 'running' };
    this.standing = allWaiting();
    let servers: readonly IceServer[] | null;
    try {
      const body = this.#code === null ? {} : { code: this.#code };
      const begun = await this.#api.call(beginPhoneCheck, { body });
      servers = begun.iceServers;
      this.#ticket = begun.ticket;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (refusals.includes(error.code)) {
        this.phase = { at: 'refused', words: error.message };
        return;
      }
      // The server is out of reach, which the checks will show.
      servers = null;
    }
    for (const check of phoneChecks) await this.#run(check, servers);
    this.phase = { at: 'done' };
    await this.send();
  }

  /** The same with a code that is no good: what is found stays here. */
  async beginWithoutCode(): Promise<void> {
    this.#code = null;
    await this.begin();
  }

  async #run(check: PhoneCheckName, servers: readonly IceServer[] | null): Promise<void> {
    this.standing[check] = 'running';
    const begun = performance.now();
    const { state, reason } = await this.#outcomeOf(check, servers).catch(() => fails('failed'));
    const ms = state === 'not_tried' ? null : Math.round(performance.now() - begun);
    this.standing[check] = { check, state, reason, ms };
  }

  async #outcomeOf(check: PhoneCheckName, servers: readonly IceServer[] | null): Promise<Outcome> {
    if (check === 'camera') return await this.#checks.camera((picture) => this.#show(picture));
    if (check === 'socket') return await this.#checks.socket();
    if (servers === null) return fails('unreachable');
    if (check === 'stun') return await this.#checks.stun(servers);
    if (this.#code === null) return notTried('needs_code');
    return await this.#checks.turn(servers, transports[check]);
  }

  /** Shows the camera's picture until the page says whether it moves. */
  async #show(picture: MediaStream): Promise<boolean> {
    this.picture = picture;
    try {
      return await new Promise<boolean>((resolve) => (this.#moved = resolve));
    } finally {
      this.picture = null;
      this.#moved = null;
    }
  }

  /** The page has seen the picture move, or has waited for that in vain. */
  sawPicture(moves: boolean): void {
    this.#moved?.(moves);
  }

  /** Tells whoever waits, once more where that did not come through. */
  async send(): Promise<void> {
    const ticket = this.#ticket;
    if (ticket === null) return;
    this.sending = 'sending';
    const findings = phoneChecks
      .map((check) => this.standing[check])
      .filter((each) => typeof each === 'object');
    try {
      const report = { language: this.#language(), findings: $state.snapshot(findings) };
      await this.#api.call(reportPhoneCheck, { body: { ticket, report } });
      this.sending = 'sent';
      this.#ticket = null;
    } catch {
      this.sending = 'failed';
    }
  }
}

const allWaiting = (): Record<PhoneCheckName, Standing> => ({
  camera: 'waiting',
  socket: 'waiting',
  stun: 'waiting',
  turn_udp: 'waiting',
  turn_tcp: 'waiting',
  turn_tls: 'waiting',
});
