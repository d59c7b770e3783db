/** The basic alphabet of GSM 03.38 (3GPP TS 23.038, 6.2.1), each sign of which takes 7 bits. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Its extension (6.2.1.1): each sign takes two places. */
const extended = new Set('\f^{}\\[~]|€');

/** Signs of typography that have a plain one beside them. */
const plain: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '\u00a0': ' ',
  '\u202f': ' ',
  œ: 'oe',
  Œ: 'OE',
};

const isGsm7 = (text: string) => [...text].every((sign) => basic.has(sign) || extended.has(sign));

/**
 * A text with plain quotation marks and without the accents that GSM-7 lacks, where that makes it
 * GSM-7 altogether; one with signs that have no such neighbour stays as it is. One "ê" in a company's
 * name would otherwise double what every SMS costs.
 */
export function asGsm7(text: string): string {
  const neighbour = (sign: string) => {
    if (basic.has(sign) || extended.has(sign)) return sign;
    return plain[sign] ?? sign.normalize('NFD').replace(/\p{M}/gu, '');
  };
  const neighbours = [...text.normalize('NFC')].map(neighbour).join('');
  return isGsm7(neighbours) ? neighbours : text;
}

/**
 * How many segments an SMS is sent and paid as: of 160 places in GSM-7 or 70 in UCS-2 when it is one,
 * of 153 or 67 when they are several, no sign being cut in two.
 */
export function segments(text: string): number {
  const gsm7 = isGsm7(text);
  const places = [...text].map((sign) => {
    if (!gsm7) return sign.length;
    return extended.has(sign) ? 2 : 1;
  });
  const [alone, each] = gsm7 ? [160, 153] : [70, 67];
  if (places.reduce((sum, one) => sum + one, 0) <= alone) return 1;
  let count = 1;
  let filled = 0;
  for (const one of places) {
    if (filled + one > each) {
      count += 1;
      filled = 0;
    }
    filled += one;
  }
  return count;
}
