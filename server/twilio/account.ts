import type twilio from 'twilio';
import type { Twilio } from 'twilio';

/** An account of Twilio, by which Lens sends SMS and has calls relayed. */
export interface TwilioAccount {
  accountSid: string;
  /** Signs in where there is no API key, and tells Twilio's callbacks from anyone else's. */
  authToken: string | null;
  apiKey: { sid: string; secret: string } | null;
  /** The origin of a compatible gateway; null for Twilio itself. */
  origin: string | null;
}

export type TwilioSdk = typeof twilio;

/** The SDK's client; to a compatible gateway, its requests keep all but their origin. */
function clientOf(sdk: TwilioSdk, account: TwilioAccount, timeout: number): Twilio {
  const { accountSid, authToken, apiKey, origin } = account;
  type Request = Parameters<InstanceType<TwilioSdk['RequestClient']>['request']>[0];
  class ToOrigin extends sdk.RequestClient {
    override request<Data>(options: Request) {
      const { pathname, search } = new URL(options.uri);
      const uri = origin === null ? options.uri : `${origin}${pathname}${search}`;
      return super.request<Data>({ ...options, uri } as never);
    }
  }
  return sdk(apiKey?.sid ?? accountSid, apiKey?.secret ?? authToken ?? '', {
    accountSid,
    // A connection that was kept may be cut by the time of the next request, and then none knows
    // whether it was done.
    httpClient: new ToOrigin({ timeout, keepAlive: false }),
  });
}

/**
 * Twilio's own SDK for an account, loaded at the first call of what this returns: it takes 0.4 s.
 * `timeout` is how long a request may take, in ms.
 */
export function twilioClient(
  account: TwilioAccount,
  timeout: number,
): () => Promise<{ sdk: TwilioSdk; client: Twilio }> {
  let loading: Promise<{ sdk: TwilioSdk; client: Twilio }> | undefined;
  return () =>
    (loading ??= import('twilio').then(({ default: sdk }) => ({
      sdk,
      client: clientOf(sdk, account, timeout),
    })));
}
