import type { PasswordLink, linkDeliveries } from '../../../common/contract/people.ts';
import type { Language } from '../../../common/contract/views.ts';
import type { AdministratorCaller } from '../../http/handler.ts';
import { HttpError } from '../../http/http-error.ts';
import type { TechnicianDocument } from '../../store/documents.ts';
import { newId } from '../../tokens.ts';
import { makePasswordLink } from '../set-password.ts';
import { mustHavePowerOver } from './over-administrators.ts';
import type { Parts } from './parts.ts';
import { wordPasswordMail } from './password-mail.ts';

/** How a one-time link gets to its technician: by e-mail, or shown to the administrator. */
export type LinkDelivery = (typeof linkDeliveries)[number];

/** How long an administrator waits to hear whether an e-mail was sent, in ms. */
const MAIL_WITHIN_MS = 15_000;

/** Makes one-time links to set a password, and gets them where they belong. */
export interface PasswordLinks {
  /** Throws `email_not_set_up` for an e-mail where no way to send one is set up. */
  mustBeAble(delivery: LinkDelivery): void;
  /**
   * Makes a link, by which former ones stop. The words of an e-mail are in that language. Throws as
   * mustHavePowerOver does where the technician was made an administrator meanwhile.
   */
  deliver(
    technician: TechnicianDocument,
    delivery: LinkDelivery,
    asked: { caller: AdministratorCaller; language: Language },
  ): Promise<PasswordLink>;
}

/** Resolves to what came within that time, else to null. */
async function within<T>(milliseconds: number, coming: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds);
  });
  return await Promise.race([coming, late]).finally(() => clearTimeout(timer));
}

export function createPasswordLinks(
  {
    store,
    clock,
    mail,
    company,
    publicUrl,
    serverAddress,
    log,
  }: Pick<Parts, 'store' | 'clock' | 'mail' | 'publicUrl' | 'serverAddress' | 'log'> & {
    company: () => { companyName: string };
  },
  mailWithin = MAIL_WITHIN_MS,
): PasswordLinks {
  /** Whether the mail was sent. Nothing of whom it was for is logged. */
  async function send({ email, name }: TechnicianDocument, url: string, language: Language) {
    const { companyName } = company();
    const words = wordPasswordMail({ companyName, name, email, url, serverAddress }, language);
    const sending = mail!.send({ id: newId(), to: email, ...words, language });
    const outcome = await within(
      mailWithin,
      sending.catch((error: unknown) => {
        log.error({ error: (error as Error).name }, 'the mail transport broke');
        return null;
      }),
    );
    const sent = outcome !== null && outcome.status !== 'failed';
    if (!sent) log.warn({ reason: outcome?.reason ?? null }, 'a password link was not mailed');
    return sent;
  }

  /** Takes a link back that is one to an administrator by now, unless its caller may make such. */
  async function mustStillHavePower(caller: AdministratorCaller, id: string): Promise<void> {
    try {
      const technician = await store.technicians.byId(id);
      if (technician !== null) mustHavePowerOver(caller, technician);
    } catch (error) {
      await store.oneTimeLinks.removeAllOf(id);
      throw error;
    }
  }

  return {
    mustBeAble(delivery) {
      if (delivery === 'email' && mail === null) throw new HttpError('email_not_set_up');
    },
    async deliver(technician, delivery, { caller, language }) {
      const { url, expires } = await makePasswordLink(
        store,
        technician._id,
        publicUrl,
        clock.now(),
        caller.actor.kind === 'api_token' ? true : undefined,
      );
      await mustStillHavePower(caller, technician._id);
      if (delivery === 'shown') return { delivery, url, expires };
      if (await send(technician, url, language)) return { delivery: 'mailed', url: null, expires };
      // Nobody was told that it is there; should it come after all, the next one has replaced it.
      await store.oneTimeLinks.removeAllOf(technician._id);
      return { delivery: 'mail_failed', url: null, expires: null };
    },
  };
}
