import { resolve } from 'node:path';
import { MOST_MINUTES, settingsEntries } from '../../common/contract/settings.ts';
import { EmailAddress, NewPassword, named } from '../../common/contract/views.ts';
import { defaultOf, key, optional, type ConfigKey } from './config-key.ts';
import { invitationKeys } from './invitation-keys.ts';
import { relayKeys } from './relay-keys.ts';
import {
  fitting,
  isProxy,
  listOf,
  oneOf,
  readableFile,
  secureOrigin,
  truth,
  whole,
} from './parsers.ts';

/** Every key that Lens reads, in the order of .env.example. Any other LENS_ key stops the start. */
export const configKeys = {
  LENS_PORT: key('The port of http; 0 takes any free one.', {
    ...whole(0, 65535),
    standard: '8080',
  }),
  LENS_HOST: key(
    'The address that http listens on; 0.0.0.0 lets other machines reach it without https.',
    {
      may: 'a host name or an IP address',
      standard: '127.0.0.1',
      parse: (text: string) => (/^[\w.:-]+$/.test(text) ? text : undefined),
    },
  ),
  LENS_PUBLIC_URL: optional(
    'The origin where customers go; http://localhost and the port when it is not set.',
    {
      may: 'an origin such as https://help.example.com, with https (http only for localhost) and without a path',
      parse: secureOrigin,
    },
  ),
  LENS_COMPANY_NAME: key(defaultOf('companyName', 'The company that customers see.'), {
    may: '1 to 60 characters',
    standard: 'Lens',
    parse: fitting(settingsEntries.companyName),
  }),
  LENS_TUTORIAL: key(defaultOf('tutorial', 'Whether customers are offered the tutorial.'), {
    ...truth,
    standard: 'true',
  }),
  LENS_EXTENSION_IDS: key('The extensions that may call the API, between commas.', {
    may: 'extension ids of 32 letters from a to p, between commas',
    standard: 'ogibiibncdafihfonefcaddhckdfdodi',
    parse: listOf((item) => /^[a-p]{32}$/.test(item)),
  }),
  LENS_ADMIN_EMAIL: key(
    "The first administrator's e-mail address; read only while no administrator exists.",
    { may: 'an e-mail address', standard: 'admin@lens.local', parse: fitting(EmailAddress) },
  ),
  LENS_ADMIN_NAME: key(
    "The first administrator's name, which customers see; read only while no administrator exists.",
    {
      may: '1 to 100 characters',
      standard: 'Administrator',
      parse: fitting(named(100)),
    },
  ),
  LENS_ADMIN_PASSWORD: optional(
    "The first administrator's password; read only until that one has a password. Without it one is made.",
    { may: '10 to 200 characters', secret: true, parse: fitting(NewPassword) },
  ),
  LENS_DATA_DIR: key('The folder for all that Lens keeps, readable by its owner alone.', {
    may: 'the path of a folder',
    standard: './data',
    parse: (text: string) => resolve(text),
  }),
  MONGODB_URI: optional(
    'The MongoDB that several servers share; files in LENS_DATA_DIR are used when it is not set.',
    {
      may: 'a URI that begins with mongodb:// or mongodb+srv://',
      secret: true,
      parse: (text: string) => (/^mongodb(\+srv)?:\/\/\S+$/.test(text) ? text : undefined),
    },
  ),
  LENS_TLS_CERT: optional(
    'The certificate file (PEM, the whole chain) for https on all interfaces.',
    {
      ...readableFile,
    },
  ),
  LENS_TLS_KEY: optional("The file of that certificate's private key (PEM).", { ...readableFile }),
  LENS_TLS_PORT: key('The port of https, when there is a certificate; 0 takes any free one.', {
    ...whole(0, 65535),
    standard: '8443',
  }),
  LENS_TRUSTED_PROXIES: optional(
    'The reverse proxies whose X-Forwarded-For is believed, between commas; none when it is not set.',
    {
      may: 'IP addresses or networks such as 10.0.0.0/8, between commas',
      parse: listOf(isProxy),
    },
  ),
  LENS_PIN_MINUTES: key(defaultOf('pinMinutes', 'How long a PIN is good, in minutes.'), {
    ...whole(1, MOST_MINUTES),
    standard: '20',
  }),
  LENS_WAITING_MINUTES: key(
    defaultOf(
      'waitingMinutes',
      'How long an open session may stay unstarted, in minutes; 0 is for ever.',
    ),
    { ...whole(0, MOST_MINUTES), standard: '60' },
  ),
  LENS_SEAT_SECONDS: key(
    'How long a side of a live session may stay away before the session ends, in seconds.',
    { ...whole(5, 86_400), standard: '120' },
  ),
  LENS_SIGN_IN_HOURS: key('How long a technician stays signed in, in hours.', {
    ...whole(1, 8760),
    standard: '12',
  }),
  ...invitationKeys,
  ...relayKeys,
  LENS_LOG_LEVEL: key(
    'How much is logged, to standard error, as one JSON object a line; at debug a line for each request, with its id.',
    {
      ...oneOf('fatal', 'error', 'warn', 'info', 'debug', 'silent'),
      standard: 'info',
    },
  ),
} as const;

type ValueOf<Key> = Key extends ConfigKey<infer Value> ? Value : never;

/** The value of each key, as parsed; undefined where a key without a standard was not set. */
export type ConfigValues = {
  [Name in keyof typeof configKeys]: ValueOf<(typeof configKeys)[Name]>;
};
