import { createHash, randomBytes } from 'node:crypto';
import { LINK_FRAGMENT } from '../../common/contract/invitation.ts';
import type { VoiceChoice } from '../../common/contract/session.ts';
import type { Language } from '../../common/contract/views.ts';
import { HttpError } from '../http/http-error.ts';
import type { FormerLink, SessionChange, SessionDocument } from '../store/documents.ts';

/** How many links of a session work at once, and how many former ones are remembered: the newest. */
export const MOST_LINKS = 50;

/** What the store keeps of a link's token; 128 random bits need nothing slower to stay unguessed. */
export function hashLink(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** A new link to a session, and the change that makes it work. The token itself is kept nowhere. */
export function newLink(
  { links }: SessionDocument,
  publicUrl: string,
  { language, voice }: { language: Language; voice: VoiceChoice },
): { url: string; change: SessionChange } {
  const token = randomBytes(16).toString('base64url');
  return {
    url: `${publicUrl}/${LINK_FRAGMENT}${token}`,
    change: { links: [...links, { hash: hashLink(token), language, voice }].slice(-MOST_LINKS) },
  };
}

/** Stops all links of a session, and notes what became of them. */
export function retireLinks(
  { links, formerLinks }: SessionDocument,
  became: FormerLink['became'],
  at: number,
): SessionChange {
  const retired = links.map(({ hash }) => ({ hash, became, at }));
  return { links: [], formerLinks: [...formerLinks, ...retired].slice(-MOST_LINKS) };
}

/** What whoever opens a link that does not work is told; null where no session had it. */
export function linkRefusal(session: SessionDocument | null, hash: string): HttpError {
  if (session === null) return new HttpError('invitation_wrong');
  if (session.state === 'ended') return new HttpError('session_ended');
  const former = session.formerLinks.findLast((link) => link.hash === hash);
  if (former?.became === 'used') return new HttpError('invitation_used');
  return new HttpError(former === undefined ? 'invitation_wrong' : 'invitation_replaced');
}
