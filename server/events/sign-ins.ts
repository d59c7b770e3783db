import type { TechnicianCaller } from '../http/handler.ts';
import { HttpError } from '../http/http-error.ts';
import type { Line } from './line.ts';

/** Whose sign-ins hold lines open: one that ends, on whatever node, ends its lines. */
export interface SignIns {
  /** The technician of a token, whose line is refused once the token is worth nothing. Throws `not_signed_in`. */
  keep(token: string, line: Line): Promise<TechnicianCaller>;
  /** Looks at every token that holds a line. */
  check(): Promise<void>;
}

export function createSignIns(
  authenticate: (token: string) => Promise<TechnicianCaller | null>,
): SignIns {
  const lines = new Map<string, Set<Line>>();
  let checking = false;

  return {
    async keep(token, line) {
      const caller = await authenticate(token);
      if (caller === null) throw new HttpError('not_signed_in');
      if (line.isOver()) return caller;
      const kept = lines.get(token) ?? new Set();
      lines.set(token, kept.add(line));
      line.onClose(() => {
        kept.delete(line);
        if (kept.size === 0 && lines.get(token) === kept) lines.delete(token);
      });
      return caller;
    },
    async check() {
      if (checking) return;
      checking = true;
      try {
        for (const [token, kept] of lines)
          if ((await authenticate(token)) === null)
            for (const line of kept) line.refuse('not_signed_in');
      } finally {
        checking = false;
      }
    },
  };
}
