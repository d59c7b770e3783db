import * as v from 'valibot';
import type { SessionLink } from '../../../common/client/session-link.ts';
import type { ErrorCode } from '../../../common/contract/errors.ts';
import { invitationWays, type InvitationWay } from '../../../common/contract/invitation.ts';
import {
  changeDetails,
  mailDraft,
  makeLink,
  sendInvitation,
  setVoice,
} from '../../../common/contract/routes.ts';
import {
  EmailAddress,
  type Invitation,
  type TechnicianSession,
} from '../../../common/contract/views.ts';
import type { Keeper } from '../../storage/keeper.ts';
import type { WayOfInviting } from '../../storage/kept.ts';
import type { Company } from '../company.svelte.ts';
import { CopiedLink } from './copied-link.svelte.ts';
import { CustomerLink } from './customer-link.svelte.ts';
import { OwnMail } from './own-mail.svelte.ts';
import { readNumber } from './phone-number.ts';
import { Sending } from './sending.svelte.ts';
import { Ways } from './ways.svelte.ts';
import { Welcome } from './welcome.svelte.ts';

export interface InviteOptions {
  session: TechnicianSession;
  company: Company;
  command: SessionLink<TechnicianSession>['command'];
  keeper: Keeper;
  openTab(url: string): void;
  /** Saves at once what was typed: the server words a mail to the address that it knows. */
  saveDetails(): Promise<void>;
}

/** Inviting the customer of one session: by which way, and what became of it. */
export class Invite {
  readonly ways: Ways;
  readonly welcome: Welcome;
  readonly sending: Record<InvitationWay, Sending>;
  /** The link to copy, and that of the QR code: each is permitted by itself. */
  readonly link: CustomerLink;
  readonly qr: CustomerLink;
  readonly copied: CopiedLink;
  readonly mail: OwnMail;
  invitations: Invitation[] = $state.raw([]);
  /** When the PIN was made anew while this panel looked on, by the server's clock; null if never. */
  renewedAt: number | null = $state(null);
  #chosen: WayOfInviting | null = $state(null);
  /** The way that was open first: it stays so whatever becomes of it, or what is typed would be gone. */
  #first: WayOfInviting | null = null;
  #keeper: Keeper;
  #pin: string | null;

  constructor({ session, company, command, keeper, ...options }: InviteOptions) {
    this.invitations = session.invitations;
    this.#pin = session.pin;
    this.#keeper = keeper;
    this.#chosen = keeper.now().invitingBy;
    this.ways = new Ways(company);
    this.welcome = new Welcome({
      session,
      saveLanguage: (language) => command(changeDetails, { body: { language } }),
      saveVoice: (voice) => command(setVoice, { body: { voice }, again: true }),
    });
    const sending = (way: InvitationWay) =>
      new Sending(way, (body) => command(sendInvitation, { body, again: true }));
    this.sending = { sms: sending('sms'), email: sending('email') };
    const makes = (way: 'link' | 'qr') =>
      new CustomerLink(async (welcome) => {
        const body = { ...welcome, way };
        return (await command(makeLink, { body, again: true })).url;
      });
    this.link = makes('link');
    this.qr = makes('qr');
    this.copied = new CopiedLink(this.link);
    this.mail = new OwnMail({
      saveDetails: options.saveDetails,
      draft: (body) => command(mailDraft, { body, again: true }),
      openTab: options.openTab,
    });
  }

  /** The way whose tab is open: the one last used, else the first that is set up. */
  get way(): WayOfInviting {
    if (this.#chosen) return this.#chosen;
    return (this.#first ??= this.ways.first) ?? 'sms';
  }

  set way(way: WayOfInviting) {
    this.#chosen = way;
    this.#keeper.change({ invitingBy: way });
  }

  /** Whether one of the server's ways is at work: it sends one invitation at a time. */
  isBusy(way: InvitationWay): boolean {
    return this.sending[way].asking || this.latest(way)?.status === 'sending';
  }

  /** The newest invitation by a way, or by any; null where there is none. */
  latest(way?: InvitationWay): Invitation | null {
    return this.invitations.findLast((each) => way === undefined || each.way === way) ?? null;
  }

  /** Whether an invitation has stopped with a PIN that this panel saw replaced. */
  hasStopped({ at }: Invitation): boolean {
    return this.renewedAt !== null && at < this.renewedAt;
  }

  /** What is wrong with a number or an address as typed; null where it may be sent to. */
  faultOf(way: InvitationWay, typed: string): ErrorCode | null {
    if (way === 'email') return v.is(EmailAddress, typed) ? null : 'address_invalid';
    const { inviting } = this.ways;
    const number = inviting && readNumber(typed, inviting);
    return typeof number === 'string' ? number : null;
  }

  send(way: InvitationWay, to: string): Promise<void> {
    return this.sending[way].send({ to: to.trim(), ...this.welcome.choice });
  }

  /** Sends an invitation once more, from the tab of its way, where its outcome is said. */
  sendAgain({ way, to }: Invitation): Promise<void> {
    this.way = way;
    return this.send(way, to);
  }

  /** Takes in what the session has become. */
  follow(session: TechnicianSession): void {
    const before = invitationWays.map((way) => this.latest(way)?.id);
    this.invitations = session.invitations;
    for (const [index, way] of invitationWays.entries())
      if (this.latest(way)?.id !== before[index]) this.sending[way].seen();
    if (session.pin === null || session.pin === this.#pin) return;
    this.#pin = session.pin;
    this.renewedAt = session.now;
    this.link.renew();
    this.qr.renew();
    this.copied.renew();
    this.mail.renew();
  }
}
