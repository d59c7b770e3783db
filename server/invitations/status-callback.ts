import { HttpError } from '../http/http-error.ts';
import { readForm } from '../http/read-form.ts';
import type { Step } from '../http/state.ts';
import type { Record } from './record.ts';
import type { SmsTransport } from './transport.ts';

const path = /^\/api\/sessions\/([0-9a-f]{32})\/invitations\/([0-9a-f]{32})\/status$/;

/** Where the SMS gateway tells what became of an invitation. */
export const statusPath = (sessionId: string, invitationId: string) =>
  `/api/sessions/${sessionId}/invitations/${invitationId}/status`;

/**
 * Takes an SMS gateway's word on an invitation. It is no route of the contract: the gateway sends a
 * form, and is known by its signature over the public address and that form. Whoever cannot sign is
 * refused (`not_allowed`); word on another message than the invitation's is not found.
 */
export function takeStatus(
  readCallback: NonNullable<SmsTransport['readCallback']>,
  publicUrl: string,
  record: Record,
): Step {
  return async (context, next) => {
    const [, sessionId, invitationId] = path.exec(context.path) ?? [];
    if (sessionId === undefined || invitationId === undefined) return await next();
    if (context.method !== 'POST') throw new HttpError('method_not_allowed');
    const said = await readForm(context.req);
    const signature = context.get('X-Twilio-Signature');
    const url = publicUrl + statusPath(sessionId, invitationId) + context.search;
    const outcome = await readCallback(signature, url, said);
    if (outcome === 'refused') throw new HttpError('not_allowed');
    if (outcome !== null && (await record(sessionId, invitationId, outcome)) === null)
      throw new HttpError('not_found');
    context.status = 204;
  };
}
