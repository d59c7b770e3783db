import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import { HttpError } from '../http/http-error.ts';
import { boundedQueue, QueueFullError, type Whose } from './bounded-queue.ts';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** What a hash costs: N is 2 to the power of `logN`, memory is 128 * N * r bytes. */
export interface PasswordCost {
  logN: number;
  r: number;
  p: number;
}

/** 128 MB and some tenths of a second a hash: OWASP's first choice for scrypt (2024). */
export const strongCost: PasswordCost = { logN: 17, r: 8, p: 1 };

/** How many hashes are made at once: each takes a thread and 128 MB. */
const AT_ONCE = 2;
/**
 * How many known ones may wait, and how many strangers: the last of them answers after some ten seconds,
 * after twice that while both are as many.
 */
const WAITING = 40;
/** How many of those may be for one account, or from one address: nobody keeps all others out. */
const WAITING_PER_KEY = 4;
/** How soon one who was refused by the queue may try again, in seconds. */
const RETRY_SECONDS = 5;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/**
 * Hashes passwords and checks them, some at a time. `whose` says whom it is done for, by an account and an
 * address for instance: throws `too_many_attempts` where four of one key wait already, or forty of all
 * in that line. Without it nobody else can be waiting.
 */
export interface Passwords {
  /** The hash as text, its cost and salt within: `$scrypt$ln=17,r=8,p=1$salt$hash`. */
  hash(password: string, whose?: Whose): Promise<string>;
  /** Whether a hash is this password's. With no hash it works as long, and says no. */
  fits(password: string, hash: string | null, whose?: Whose): Promise<boolean>;
}

const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

function encode({ logN, r, p }: PasswordCost, salt: Buffer, hash: Buffer): string {
  return `$scrypt$ln=${logN},r=${r},p=${p}$${text(salt)}$${text(hash)}`;
}

function decode(encoded: string): { cost: PasswordCost; salt: Buffer; hash: Buffer } {
  const parts = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(encoded);
  if (!parts) throw new Error('a stored password hash is not in its form');
  const [, logN, r, p, salt, hash] = parts as unknown as string[];
  return {
    cost: { logN: Number(logN), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt!, 'base64'),
    hash: Buffer.from(hash!, 'base64'),
  };
}

export function createPasswords(cost: PasswordCost = strongCost): Passwords {
  const queue = boundedQueue({
    atOnce: AT_ONCE,
    waiting: WAITING,
    waitingPerKey: WAITING_PER_KEY,
  });
  // Nobody's hash, of the cost of all others: checked where an e-mail address is unknown, so that
  // it cannot be told from a wrong password by the time it takes.
  const nobody = encode(cost, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES));

  async function scryptOf(
    password: string,
    { salt, cost: { logN, r, p } }: { salt: Buffer; cost: PasswordCost },
    whose: Whose = { known: true, keys: [] },
  ) {
    const N = 2 ** logN;
    // NFKC: the same password typed on another keyboard may come in other code points.
    const typed = password.normalize('NFKC');
    try {
      return await queue(whose, () =>
        derive(typed, salt, HASH_BYTES, { N, r, p, maxmem: 128 * r * (N + p + 2) }),
      );
    } catch (error) {
      if (!(error instanceof QueueFullError)) throw error;
      throw new HttpError('too_many_attempts', { retryAfterSeconds: RETRY_SECONDS });
    }
  }

  return {
    async hash(password, whose) {
      const salt = randomBytes(SALT_BYTES);
      return encode(cost, salt, await scryptOf(password, { salt, cost }, whose));
    },
    async fits(password, encoded, whose) {
      const expected = decode(encoded ?? nobody);
      const made = await scryptOf(password, expected, whose);
      return timingSafeEqual(made, expected.hash) && encoded !== null;
    },
  };
}
