import { isSupportedCountry, type CountryCode } from 'libphonenumber-js';
import { resolve } from 'node:path';
import { EmailAddress, languages } from '../../common/contract/views.ts';
import { defaultOf, key, optional } from './config-key.ts';
import { fitting, listOf, oneOf, readableFile, secureOrigin, whole } from './parsers.ts';

const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : undefined);

/** An account's id of Twilio: two letters that say of what, and 32 hex digits. */
const sid = (letters: string) => ({
  may: `${letters} and 32 hexadecimal digits`,
  parse: matching(new RegExp(`^${letters}[0-9a-fA-F]{32}$`)),
});

const secret = (most: number) => ({
  may: `1 to ${most} characters`,
  secret: true as const,
  parse: matching(new RegExp(`^.{1,${most}}$`)),
});

const countries = listOf((item) => isSupportedCountry(item));

/** The keys about inviting customers. */
export const invitationKeys = {
  LENS_DEFAULT_LANGUAGE: key(
    defaultOf(
      'defaultLanguage',
      'The language in which customers are invited until one is chosen.',
    ),
    {
      ...oneOf(...languages),
      standard: 'en',
    },
  ),
  LENS_DEFAULT_COUNTRY: key(
    defaultOf('defaultCountry', 'The country of a telephone number that names none.'),
    {
      may: 'a country of ISO 3166-1 in two capital letters, such as FR',
      standard: 'US',
      parse: (text: string): CountryCode | undefined =>
        isSupportedCountry(text) ? text : undefined,
    },
  ),
  LENS_SMS_COUNTRIES: optional(
    defaultOf(
      'smsCountries',
      'The countries to which SMS are sent, between commas; the default country alone when it is not set.',
    ),
    {
      may: 'countries of ISO 3166-1 in two capital letters, between commas',
      parse: (text: string) => countries(text) as CountryCode[] | undefined,
    },
  ),
  LENS_INVITATIONS_PER_HOUR: key(
    defaultOf(
      'invitationsPerHour',
      'How many SMS and e-mails a technician may send within an hour.',
    ),
    {
      ...whole(1, 100_000),
      standard: '60',
    },
  ),
  LENS_INVITATIONS_PER_DESTINATION: key(
    defaultOf(
      'invitationsPerDestination',
      'How many SMS or e-mails may go to one number or address within an hour.',
    ),
    { ...whole(1, 1000), standard: '5' },
  ),
  LENS_TWILIO_ACCOUNT_SID: optional(
    'The Twilio account that sends SMS, and relays calls with LENS_TURN_TWILIO.',
    sid('AC'),
  ),
  LENS_TWILIO_AUTH_TOKEN: optional(
    "That account's auth token; by it Twilio can also tell at LENS_PUBLIC_URL, with https, what became of an SMS.",
    secret(100),
  ),
  LENS_TWILIO_API_KEY: optional('An API key that signs in instead of the auth token.', sid('SK')),
  LENS_TWILIO_API_SECRET: optional("That API key's secret.", secret(100)),
  LENS_TWILIO_FROM: optional('The number or the name that SMS come from.', {
    may: 'a number such as +15005550006, a short code, or a name of up to 11 letters and digits',
    parse: matching(/^(\+\d{7,15}|\d{3,8}|[A-Za-z0-9 ]{1,11})$/),
  }),
  LENS_TWILIO_MESSAGING_SERVICE: optional(
    'The messaging service that chooses the sender of SMS.',
    sid('MG'),
  ),
  LENS_TWILIO_ORIGIN: optional(
    'The origin of a gateway that speaks as Twilio does; Twilio itself when it is not set.',
    {
      may: 'an origin with https (http only for localhost) and without a path',
      parse: secureOrigin,
    },
  ),
  LENS_SMTP_HOST: optional('The mail server that sends e-mail.', {
    may: 'a host name or an IP address',
    parse: matching(/^[\w.:-]+$/),
  }),
  LENS_SMTP_PORT: optional(
    'Its port; 465 for tls, 587 for starttls and 25 for none when it is not set.',
    whole(1, 65535),
  ),
  LENS_SMTP_SECURITY: key(
    'How the way to it is encrypted; none sends everything readable, for a server on this machine.',
    { ...oneOf('tls', 'starttls', 'none'), standard: 'starttls' },
  ),
  LENS_SMTP_USER: optional('The name to sign in to it with.', {
    may: '1 to 254 characters',
    parse: matching(/^.{1,254}$/),
  }),
  LENS_SMTP_PASSWORD: optional('The password to that name.', secret(500)),
  LENS_SMTP_FROM: optional('The address that e-mail comes from.', {
    may: 'an e-mail address',
    parse: fitting(EmailAddress),
  }),
  LENS_SMTP_CA: optional(
    "The certificate file (PEM) of one's own authority, where the mail server's certificate is of one.",
    { ...readableFile },
  ),
  LENS_OUTBOX: optional(
    'A folder that takes SMS and e-mails instead of sending them, for trying things out only; /outbox shows them on this machine, and each is erased after the retention.',
    { may: 'the path of a folder', parse: (text: string) => resolve(text) },
  ),
} as const;
