import type { CountryCode } from 'libphonenumber-js';
import type { Language } from '../../common/contract/views.ts';
import type { TransportChoice } from '../invitations/open-transports.ts';
import type { ConfigValues } from './keys.ts';
import { twilioAccount } from './twilio-account.ts';

/** What an installation chooses about inviting customers. */
export interface InvitingConfig extends TransportChoice {
  defaultLanguage: Language;
  defaultCountry: CountryCode;
  /** Null for the default country alone, whichever that is. */
  smsCountries: readonly CountryCode[] | null;
  /** How many invitations a technician may send within an hour. */
  perTechnician: number;
  /** How many may go to one number or address within an hour. */
  perDestination: number;
}

/** The ports at which mail servers take mail (RFC 8314, 3.3; RFC 6409, 3.1; RFC 5321, 4.5.4.2). */
const smtpPorts = { tls: 465, starttls: 587, none: 25 } as const;

function smsOf(values: ConfigValues): TransportChoice['twilio'] {
  const account = twilioAccount(values);
  const { LENS_TWILIO_FROM: from, LENS_TWILIO_MESSAGING_SERVICE: messagingServiceSid } = values;
  // Without a sender the account is there for the relay alone.
  if (account === null || (from === undefined && messagingServiceSid === undefined)) return null;
  const sender = messagingServiceSid === undefined ? { from: from ?? '' } : { messagingServiceSid };
  return { ...account, sender };
}

function smtpOf(values: ConfigValues): TransportChoice['smtp'] {
  const { LENS_SMTP_HOST: host, LENS_SMTP_FROM: from, LENS_SMTP_SECURITY: security } = values;
  if (host === undefined || from === undefined) return null;
  const { LENS_SMTP_USER: user, LENS_SMTP_PASSWORD: password } = values;
  return {
    host,
    port: values.LENS_SMTP_PORT ?? smtpPorts[security],
    security,
    login: user !== undefined && password !== undefined ? { user, password } : null,
    from,
    caFile: values.LENS_SMTP_CA ?? null,
  };
}

/** The part of the configuration that is about inviting. */
export function invitingConfig(values: ConfigValues): InvitingConfig {
  return {
    defaultLanguage: values.LENS_DEFAULT_LANGUAGE,
    defaultCountry: values.LENS_DEFAULT_COUNTRY,
    smsCountries: values.LENS_SMS_COUNTRIES ?? null,
    perTechnician: values.LENS_INVITATIONS_PER_HOUR,
    perDestination: values.LENS_INVITATIONS_PER_DESTINATION,
    twilio: smsOf(values),
    smtp: smtpOf(values),
    outbox: values.LENS_OUTBOX ?? null,
  };
}
