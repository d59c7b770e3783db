import type { TechnicianCaller } from '../http/handler.ts';
import { HttpError } from '../http/http-error.ts';
import type { Line } from './line.ts';

/** Knowing who is signed in. */
export interface SignedIn {
  /** The technician of a token; null for one that is unknown, signed out or expired. */
  authenticate(token: string): Promise<TechnicianCaller | null>;
  /** Which sign-ins, named by the hashes of their tokens, are worth nothing any more: one look for all. */
  over(hashes: readonly string[]): Promise<string[]>;
}

/** Whose sign-ins hold lines open: one that ends, on whatever node, ends its lines. */
export interface SignIns {
  /** The technician of a token, whose line is refused once the token is worth nothing. Throws `not_signed_in`. */
  keep(token: string, line: Line): Promise<TechnicianCaller>;
  /** Looks at every sign-in that holds a line, at all of them at once. */
  check(): Promise<void>;
}

export function createSignIns({ authenticate, over }: SignedIn): SignIns {
  const lines = new Map<string, Set<Line>>();
  let checking = false;

  return {
    async keep(token, line) {
      const caller = await authenticate(token);
      if (caller === null) throw new HttpError('not_signed_in');
      if (line.isOver()) return caller;
      const { tokenHash } = caller;
      const kept = lines.get(tokenHash) ?? new Set();
      lines.set(tokenHash, kept.add(line));
      line.onClose(() => {
        kept.delete(line);
        if (kept.size === 0 && lines.get(tokenHash) === kept) lines.delete(tokenHash);
      });
      return caller;
    },
    async check() {
      if (checking || lines.size === 0) return;
      checking = true;
      try {
        for (const hash of await over([...lines.keys()]))
          for (const line of lines.get(hash) ?? []) line.refuse('not_signed_in');
      } finally {
        checking = false;
      }
    },
  };
}
