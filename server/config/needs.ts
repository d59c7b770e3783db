import type { configKeys } from './keys.ts';

type Key = keyof typeof configKeys;

/** Where any of some keys is set, one of others must be too. */
interface Need {
  given: readonly Key[];
  oneOf: readonly Key[];
  /** What makes it unnecessary. */
  unless?: Key;
  /** The end of the sentence that says so. */
  because: string;
}

const https = 'and https needs both';
const sms = 'and SMS need it';
const twilio = 'and Twilio needs it';
const relay = 'and the relay needs it';
const email = 'and e-mail needs it';

const needs: readonly Need[] = [
  { given: ['LENS_TLS_CERT'], oneOf: ['LENS_TLS_KEY'], because: https },
  { given: ['LENS_TLS_KEY'], oneOf: ['LENS_TLS_CERT'], because: https },
  {
    given: [
      'LENS_TWILIO_AUTH_TOKEN',
      'LENS_TWILIO_API_KEY',
      'LENS_TWILIO_API_SECRET',
      'LENS_TWILIO_FROM',
      'LENS_TWILIO_MESSAGING_SERVICE',
      'LENS_TWILIO_ORIGIN',
    ],
    oneOf: ['LENS_TWILIO_ACCOUNT_SID'],
    because: twilio,
  },
  {
    given: ['LENS_TWILIO_ACCOUNT_SID'],
    oneOf: ['LENS_TWILIO_AUTH_TOKEN', 'LENS_TWILIO_API_KEY'],
    because: twilio,
  },
  {
    given: ['LENS_TWILIO_ACCOUNT_SID'],
    oneOf: ['LENS_TWILIO_FROM', 'LENS_TWILIO_MESSAGING_SERVICE'],
    because: sms,
    // The account may be there for the relay alone.
    unless: 'LENS_TURN_TWILIO',
  },
  { given: ['LENS_TWILIO_API_KEY'], oneOf: ['LENS_TWILIO_API_SECRET'], because: twilio },
  { given: ['LENS_TWILIO_API_SECRET'], oneOf: ['LENS_TWILIO_API_KEY'], because: twilio },
  {
    given: [
      'LENS_SMTP_PORT',
      'LENS_SMTP_USER',
      'LENS_SMTP_PASSWORD',
      'LENS_SMTP_FROM',
      'LENS_SMTP_CA',
    ],
    oneOf: ['LENS_SMTP_HOST'],
    because: email,
  },
  { given: ['LENS_SMTP_HOST'], oneOf: ['LENS_SMTP_FROM'], because: email },
  { given: ['LENS_SMTP_USER'], oneOf: ['LENS_SMTP_PASSWORD'], because: email },
  { given: ['LENS_SMTP_PASSWORD'], oneOf: ['LENS_SMTP_USER'], because: email },
  { given: ['LENS_TURN_URLS'], oneOf: ['LENS_TURN_SECRET'], because: relay },
  { given: ['LENS_TURN_SECRET'], oneOf: ['LENS_TURN_URLS'], because: relay },
  { given: ['LENS_TURN_TWILIO'], oneOf: ['LENS_TWILIO_ACCOUNT_SID'], because: relay },
];

/** What cannot be set together: a server has one relay. */
const conflicts: readonly { given: Key; excludes: Key; because: string }[] = [
  {
    given: 'LENS_TURN_TWILIO',
    excludes: 'LENS_TURN_URLS',
    because: "a call is relayed by one's own TURN servers or by Twilio's. Remove one of the two.",
  },
];

/**
 * What is missing beside what is set, one sentence each. `isRight` says whether a key has a value that
 * may be so, `isSet` whether it has any: what is wrong is told by itself.
 */
export function missing(isRight: (key: Key) => boolean, isSet: (key: Key) => boolean): string[] {
  return needs.flatMap(({ given, oneOf, because, unless }) => {
    const first = given.find(isRight);
    if (first === undefined || oneOf.some(isSet) || (unless && isSet(unless))) return [];
    return [`${oneOf.join(' or ')} is missing: ${first} is set, ${because}.`];
  });
}

/** What is set beside what excludes it, one sentence each. */
export function contradicting(isSet: (key: Key) => boolean): string[] {
  return conflicts
    .filter(({ given, excludes }) => isSet(given) && isSet(excludes))
    .map(({ given, excludes, because }) => `${given} and ${excludes} are both set: ${because}`);
}
