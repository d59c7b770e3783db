import { twilioClient, type TwilioAccount } from '../twilio/account.ts';
import { outcomeOfMessage, reasonOfRefusal } from './twilio-answers.ts';
import { ANSWER_WITHIN_MS, failed, type SmsTransport } from './transport.ts';

/** An account of Twilio, and by what it sends. */
export interface TwilioSettings extends TwilioAccount {
  /** A number, or a messaging service that chooses one. */
  sender: { from: string } | { messagingServiceSid: string };
  /** Whether Twilio can reach this server: only then does it tell by itself what became of an SMS. */
  canCallBack: boolean;
}

/**
 * SMS by Twilio's own SDK, which comes with the first SMS. Nothing is ever sent twice: an SMS whose
 * answer did not come may have been sent.
 */
export function createTwilio(
  settings: TwilioSettings,
  answerWithin = ANSWER_WITHIN_MS,
): SmsTransport {
  const { accountSid, authToken, apiKey, sender, canCallBack } = settings;
  const load = twilioClient(settings, answerWithin);

  return {
    async send({ to, body, statusUrl }) {
      const { client } = await load();
      try {
        const { status, errorCode, sid } = await client.messages.create({
          to,
          body,
          ...sender,
          ...(statusUrl !== null && { statusCallback: statusUrl }),
        });
        return outcomeOfMessage(status, errorCode, sid) ?? failed('unknown_outcome', sid);
      } catch (error) {
        return failed(reasonOfRefusal(error));
      }
    },

    async ask(reference) {
      const { client } = await load();
      try {
        const { status, errorCode } = await client.messages(reference).fetch();
        return outcomeOfMessage(status, errorCode, reference);
      } catch {
        return null;
      }
    },

    readCallback:
      authToken !== null && canCallBack
        ? async (signature, url, said) => {
            const { sdk } = await load();
            if (!sdk.validateRequest(authToken, signature, url, said)) return 'refused';
            const { MessageSid, MessageStatus, ErrorCode } = said;
            return outcomeOfMessage(
              String(MessageStatus),
              Number(ErrorCode) || 0,
              String(MessageSid),
            );
          }
        : null,

    async tryLogin() {
      try {
        const { client } = await load();
        if (apiKey === null) {
          const { status } = await client.api.v2010.accounts(accountSid).fetch();
          return status === 'active' ? null : 'gateway_refused';
        }
        // A standard API key may not read its account (twilio.com/docs/iam/api-keys).
        await client.incomingPhoneNumbers.list({ limit: 1 });
        return null;
      } catch (error) {
        const reason = reasonOfRefusal(error);
        return reason === 'unknown_outcome' ? 'gateway_unreachable' : reason;
      }
    },

    async stop() {
      // Each request has a connection of its own, and ends with its answer or its time-out.
    },
  };
}
