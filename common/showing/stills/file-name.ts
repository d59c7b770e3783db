/** What is known of a still that is saved. */
export interface SavedStill {
  ticket: string | null;
  /** The customer's. */
  name: string | null;
  /** What it is called where neither is known: "picture", in the technician's language. */
  otherwise: string;
  /** By this device's clock, in ms since 1970. */
  takenAt: number;
  /** Its media type. */
  type: string;
}

/** How long the part before the time may be, in bytes: a name may have 255 with all that comes after. */
const LONGEST = 120;

/** What Windows, macOS or Linux takes for something else, or a shell does. */
const FORBIDDEN = /[<>:"/\\|?*%\s]+/gu;
/** Controls, invisible signs and those that turn the reading direction, halves of characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/gu;
/** Devices of Windows, whatever comes after a dot. */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=$|\.)/iu;
const EDGES = /^[-.~_]+|[-.]+$/gu;

const bytes = new TextEncoder();

/** The beginning of a text that takes no more than that many bytes, in whole characters. */
function beginning(text: string, longest: number): string {
  let length = 0;
  let taken = '';
  for (const character of text) {
    length += bytes.encode(character).length;
    if (length > longest) break;
    taken += character;
  }
  return taken;
}

function safe(text: string): string {
  const plain = text.normalize('NFC').replace(/\s+/gu, ' ').replace(UNSEEN, '');
  const named = beginning(plain.replace(FORBIDDEN, '-').replace(EDGES, ''), LONGEST);
  return named.replace(EDGES, '').replace(RESERVED, '$1_');
}

const two = (number: number) => String(number).padStart(2, '0');

/**
 * The name of a still's file, such as `4711-2026-11-23-142530.jpg`: ticket or customer, and when it was
 * taken, by this device's clock and time zone. Safe on Windows, macOS and Linux.
 */
export function stillFileName({ ticket, name, otherwise, takenAt, type }: SavedStill): string {
  const at = new Date(takenAt);
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join('');
  const what = safe(ticket ?? '') || safe(name ?? '') || safe(otherwise) || 'picture';
  return `${what}-${day}-${time}.${type === 'image/png' ? 'png' : 'jpg'}`;
}
