import { randomInt } from 'node:crypto';

/** Letters and digits that are not taken for one another: 32, so that each is 5 bits. */
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Random letters and digits that a person can read and type; 5 random bits each. */
export function legible(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
