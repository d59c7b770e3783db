import { randomBytes } from 'node:crypto';
import { HttpError } from '../http/http-error.ts';
import type { InvitationDocument } from '../store/documents.ts';
import { isDestination, type DestinationSettings } from './destination.ts';
import type { InvitationHandlers } from './parts.ts';

export type SendRequest = Parameters<InvitationHandlers['sendInvitation']>[0];

/** The name of a wish to send: the header's, the body's, or one that no other request has. */
export function wishKeyOf({ wish, body }: SendRequest): string {
  return wish?.key ?? body.key ?? randomBytes(16).toString('hex');
}

/**
 * Refuses a repeat that is none: the same key for another invitation. Compared with what it led to, so
 * that nothing of whom it went to is kept a second time. Throws `key_reused`.
 */
export function mustBeSameWish(
  invitation: InvitationDocument,
  { way, to, language, voice }: SendRequest['body'],
  settings: DestinationSettings,
): void {
  const isSame =
    invitation.way === way &&
    (invitation.language ?? language) === language &&
    (invitation.voice ?? voice) === voice &&
    isDestination(invitation.to, way, to, settings);
  if (!isSame) throw new HttpError('key_reused');
}
