import type { configKeys } from './keys.ts';

type Key = keyof typeof configKeys;

/** Where any of some keys is set, one of others must be too. */
interface Need {
  given: readonly Key[];
  oneOf: readonly Key[];
  /** The end of the sentence that says so. */
  because: string;
}

const https = 'and https needs both';
const sms = 'and SMS need it';
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
    because: sms,
  },
  {
    given: ['LENS_TWILIO_ACCOUNT_SID'],
    oneOf: ['LENS_TWILIO_AUTH_TOKEN', 'LENS_TWILIO_API_KEY'],
    because: sms,
  },
  {
    given: ['LENS_TWILIO_ACCOUNT_SID'],
    oneOf: ['LENS_TWILIO_FROM', 'LENS_TWILIO_MESSAGING_SERVICE'],
    because: sms,
  },
  { given: ['LENS_TWILIO_API_KEY'], oneOf: ['LENS_TWILIO_API_SECRET'], because: sms },
  { given: ['LENS_TWILIO_API_SECRET'], oneOf: ['LENS_TWILIO_API_KEY'], because: sms },
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
];

/**
 * What is missing beside what is set, one sentence each. `isRight` says whether a key has a value that
 * may be so, `isSet` whether it has any: what is wrong is told by itself.
 */
export function missing(isRight: (key: Key) => boolean, isSet: (key: Key) => boolean): string[] {
  return needs.flatMap(({ given, oneOf, because }) => {
    const first = given.find(isRight);
    if (first === undefined || oneOf.some(isSet)) return [];
    return [`${oneOf.join(' or ')} is missing: ${first} is set, ${because}.`];
  });
}
