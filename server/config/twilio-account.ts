import type { TwilioAccount } from '../twilio/account.ts';
import type { ConfigValues } from './keys.ts';

/** The account of Twilio that is configured, for whatever uses it; null where there is none. */
export function twilioAccount(values: ConfigValues): TwilioAccount | null {
  const accountSid = values.LENS_TWILIO_ACCOUNT_SID;
  if (accountSid === undefined) return null;
  const { LENS_TWILIO_API_KEY: key, LENS_TWILIO_API_SECRET: secret } = values;
  return {
    accountSid,
    authToken: values.LENS_TWILIO_AUTH_TOKEN ?? null,
    apiKey: key !== undefined && secret !== undefined ? { sid: key, secret } : null,
    origin: values.LENS_TWILIO_ORIGIN ?? null,
  };
}
