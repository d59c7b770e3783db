import * as v from 'valibot';
import { PIN_DIGITS, PIN_EXTRA_DIGITS } from './session.ts';

/** The languages Lens speaks. */
export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];
export const LanguageSchema = v.picklist(languages);

/** A moment, in milliseconds since 1970-01-01 UTC, by the server's clock. */
export const Moment = v.pipe(v.number(), v.integer(), v.minValue(0));

/**
 * What no text holds: control characters but those of lines (C0, C1), what turns the direction of writing
 * (UAX #9, 2) so that a name reads as another one, and halves of surrogate pairs. The joiners that scripts
 * and emoji need are none of these.
 */
const unseen =
  '\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\p{Cs}';

/* @__NO_SIDE_EFFECTS__ */
const without = (characters: string) =>
  v.regex<string, string>(
    new RegExp(`^[^${characters}]*$`, 'u'),
    'no control characters, and none that turn the direction of writing',
  );

/** One line typed by a person: trimmed, without characters that steer how it is shown. */
/* @__NO_SIDE_EFFECTS__ */
export const line = (longest: number) =>
  v.pipe(v.string(), v.trim(), v.maxLength(longest), without(`\\t\\n${unseen}`));

/** A text of many lines, as strict as `line` but for its ends of lines and tabs. */
/* @__NO_SIDE_EFFECTS__ */
export const lines = (longest: number) =>
  v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longest), without(unseen));

/** An e-mail address as typed: trimmed, lower case, 254 characters at most (RFC 5321, 4.5.3.1). */
export const EmailAddress = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.maxLength(254),
  v.email(),
);

/** How short and how long a password can be, in characters. */
export const SHORTEST_PASSWORD = 10;
export const LONGEST_PASSWORD = 200;

/** A password, as typed. NIST SP 800-63B asks for length, not for symbols. */
export const NewPassword = v.pipe(
  v.string(),
  v.minLength(SHORTEST_PASSWORD),
  v.maxLength(LONGEST_PASSWORD),
);

/** Digits as typed, spaces allowed: exactly so many remain. */
/* @__NO_SIDE_EFFECTS__ */
const digits = (count: number, words: string) =>
  v.pipe(
    v.string(),
    v.description(words),
    v.maxLength(32),
    v.transform((typed) => typed.replace(/\s/g, '')),
    v.regex(new RegExp(`^[0-9]{${count}}$`)),
  );

/** A PIN. */
export const Pin = digits(PIN_DIGITS, 'Six digits, with or without spaces.');

/** The digits that are asked for beside a PIN while PINs are being guessed. */
export const PinExtra = digits(
  PIN_EXTRA_DIGITS,
  'Four digits, with or without spaces: asked for while PINs are being guessed.',
);

/** The secret of an invitation's link: 128 random bits as base64url. */
export const LinkToken = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/));

/** A number or an address to invite, as typed: what it must be depends on the way. */
export const Destination = v.pipe(line(254), v.minLength(1));

/** Made by the client for one wish to send: a repeat of it answers what the first one made. */
export const IdempotencyKey = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

/** An invitation's id: 128 random bits as hex. */
export const InvitationId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

/** A session's id: 128 random bits as hex. */
export const SessionId = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{32}$/, 'an id: 32 hexadecimal digits'),
);

/** A browser profile's own random id: tells one desk or phone from another, names nobody. */
export const DeviceId = v.pipe(
  v.string(),
  v.description('A random id that a browser profile keeps: tells one desk or phone from another.'),
  v.regex(/^[0-9a-f]{32}$/),
);

/** The name of a thing, one line of 1 to `longest` characters. */
/* @__NO_SIDE_EFFECTS__ */
export const named = (longest: number) => v.pipe(line(longest), v.minLength(1));

/** The id of anything that an administrator makes: 128 random bits as hex. */
export const Id = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, 'an id: 32 hexadecimal digits'));

/** Raised by every change of a thing; what a change was decided on is named by it. */
export const Revision = v.pipe(v.number(), v.integer(), v.minValue(0));
