import { mustBelong } from '../sessions/caller.ts';
import { newLink } from '../sessions/links.ts';
import { mustBeWaiting, pinToTell } from './may-invite.ts';
import type { InvitationHandlers, Parts } from './parts.ts';
import { mustBeOffered } from './ways.ts';
import { wordMail } from './wording.ts';

/** A mail for one's own mail program (RFC 6068): lines end with CRLF, and a blank address is none. */
function mailtoOf(to: string, subject: string, body: string): string {
  const lines = body.replace(/\r?\n/g, '\r\n');
  // An address is written as it is but for what would end it; a space cannot be in one.
  const address = encodeURIComponent(to).replaceAll('%40', '@');
  return `mailto:${address}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(lines)}`;
}

/** Inviting without a gateway: a link to hand on, and a mail that the technician sends oneself. */
export function draftingRoutes(parts: Parts): Pick<InvitationHandlers, 'makeLink' | 'mailDraft'> {
  const { clock, company, publicUrl, move } = parts;
  return {
    async makeLink({ params: { id }, body: { way, language, voice }, caller, seat }) {
      let url = '';
      await move(id, (found) => {
        mustBelong(found, caller);
        mustBeOffered(way, parts, caller.may);
        mustBeWaiting(found, caller, seat);
        const link = newLink(found, publicUrl, { language, voice });
        url = link.url;
        return link.change;
      });
      return { url };
    },

    async mailDraft({ params: { id }, body: { language, voice }, caller, seat }) {
      const { companyName } = company();
      let url = '';
      let pin = '';
      const { technicianName, details } = await move(id, (found) => {
        mustBelong(found, caller);
        mustBeOffered('ownMail', parts, caller.may);
        mustBeWaiting(found, caller, seat);
        pin = pinToTell(found, clock.now());
        const link = newLink(found, publicUrl, { language, voice });
        url = link.url;
        return link.change;
      });
      const { subject, text } = wordMail({ companyName, technicianName, url, pin }, language);
      return { subject, body: text, url, mailto: mailtoOf(details.email, subject, text) };
    },
  };
}
