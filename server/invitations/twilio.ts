import type twilio from 'twilio';
import type { Twilio } from 'twilio';
import { outcomeOfMessage, reasonOfRefusal } from './twilio-answers.ts';
import { ANSWER_WITHIN_MS, failed, type SmsTransport } from './transport.ts';

/** An account of Twilio, and by what it sends. */
export interface TwilioSettings {
  accountSid: string;
  /** Signs in where there is no API key, and tells Twilio's callbacks from anyone else's. */
  authToken: string | null;
  apiKey: { sid: string; secret: string } | null;
  /** A number, or a messaging service that chooses one. */
  sender: { from: string } | { messagingServiceSid: string };
  /** The origin of a compatible gateway; null for Twilio itself. */
  origin: string | null;
  /** Whether Twilio can reach this server: only then does it tell by itself what became of an SMS. */
  canCallBack: boolean;
}

type Sdk = typeof twilio;

/** The SDK's client; to a compatible gateway, its requests keep all but their origin. */
function clientOf(sdk: Sdk, settings: TwilioSettings, timeout: number): Twilio {
  const { accountSid, authToken, apiKey, origin } = settings;
  class ToOrigin extends sdk.RequestClient {
    override request<Data>(options: Parameters<InstanceType<Sdk['RequestClient']>['request']>[0]) {
      const { pathname, search } = new URL(options.uri);
      const uri = origin === null ? options.uri : `${origin}${pathname}${search}`;
      return super.request<Data>({ ...options, uri } as never);
    }
  }
  return sdk(apiKey?.sid ?? accountSid, apiKey?.secret ?? authToken ?? '', {
    accountSid,
    // A connection that was kept may be cut by the time of the next SMS, and then none knows whether
    // it was sent.
    httpClient: new ToOrigin({ timeout, keepAlive: false }),
  });
}

/**
 * SMS by Twilio's own SDK, which takes 0.4 s to load and therefore comes with the first SMS. Nothing
 * is ever sent twice: an SMS whose answer did not come may have been sent.
 */
export function createTwilio(
  settings: TwilioSettings,
  answerWithin = ANSWER_WITHIN_MS,
): SmsTransport {
  const { authToken, sender, canCallBack } = settings;
  let loading: Promise<{ sdk: Sdk; client: Twilio }> | undefined;

  const load = () =>
    (loading ??= import('twilio').then(({ default: sdk }) => ({
      sdk,
      client: clientOf(sdk, settings, answerWithin),
    })));

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

    async stop() {
      // Each request has a connection of its own, and ends with its answer or its time-out.
    },
  };
}
