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
 * (UAX #9, 2) so that a name reads as another one, other ends of lines than \\n, what has no width and
 * joins nothing (U+200B, U+2060, U+FEFF), tag characters (U+E0000-E007F), and halves of surrogate pairs.
 * The joiners that scripts and emoji need are none of these.
 */
const unseen =
  '\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060\\u2066-\\u2069\\ufeff\\u{e0000}-\\u{e007f}\\p{Cs}';

/** A letter, a digit, punctuation or a sign: Hangul's fillers are letters that show as nothing. */
const seen = '(?![\\u115f\\u1160\\u3164\\uffa0])[\\p{L}\\p{N}\\p{P}\\p{S}]';

/** What a text must be, for whoever sent one that holds any. */
const noUnseen =
  'no control characters, none that are not seen, and none that turn the direction of writing';

const unseenInLine = `\\t\\n${unseen}`;

/** One line typed by a person: trimmed, without characters that steer how it is shown. */
/* @__NO_SIDE_EFFECTS__ */
export const line = (longest: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.maxLength(longest),
    v.regex(new RegExp(`^[^${unseenInLine}]*$`, 'u'), noUnseen),
  );

/** A text of many lines, as strict as `line` but for its ends of lines and tabs. */
/* @__NO_SIDE_EFFECTS__ */
export const lines = (longest: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1),
    v.maxLength(longest),
    v.regex(new RegExp(`^[^${unseen}]*$`, 'u'), noUnseen),
  );

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

/** The name of a thing, one line of 1 to `longest` characters, of which at least one is seen. */
/* @__NO_SIDE_EFFECTS__ */
export const named = (longest: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1),
    v.maxLength(longest),
    // In one pattern, since JSON Schema has one for a text.
    v.regex(
      new RegExp(`^(?=.*${seen})[^${unseenInLine}]*$`, 'u'),
      `${noUnseen}; at least one that is seen`,
    ),
  );

/** The id of anything that an administrator makes: 128 random bits as hex. */
export const Id = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, 'an id: 32 hexadecimal digits'));

/** Raised by every change of a thing; what a change was decided on is named by it. */
export const Revision = v.pipe(v.number(), v.integer(), v.minValue(0));
