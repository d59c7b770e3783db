import type { Outcome } from '../../../../common/call/encryption/digests.ts';
import {
  createExchange,
  type Exchange,
  type ExchangeParts,
} from '../../../../common/call/encryption/exchange.ts';
import type { Failure, Said } from '../../../../common/call/encryption/said.ts';
import { otherSide, type Side } from '../../../../common/contract/session.ts';
import { fingerprint } from './certificates.ts';

/** One side of an exchange, with everything that came of it. */
export interface ExchangingSide {
  exchange: Exchange;
  said: Said[];
  outcome: (Outcome & { changed: boolean }) | null;
  kept: boolean;
  told: boolean;
  otherHad: boolean;
  failure: Failure | null;
}

/** One side that says everything to `say`. */
export function exchanging(
  role: Side,
  say: (said: Said) => void,
  more: Partial<ExchangeParts> = {},
): ExchangingSide {
  const side: ExchangingSide = {
    exchange: createExchange({
      role,
      session: 'a session',
      pair: { own: fingerprint(role), other: fingerprint(otherSide(role)) },
      known: null,
      had: false,
      say(said) {
        side.said.push(said);
        say(said);
      },
      onKept: () => (side.kept = true),
      onOtherHad: () => (side.otherHad = true),
      onOutcome: (outcome, changed) => (side.outcome = { ...outcome, changed }),
      onTold: () => (side.told = true),
      onFailed: (why) => (side.failure = why),
      ...more,
    }),
    said: [],
    outcome: null,
    kept: false,
    told: false,
    otherHad: false,
    failure: null,
  };
  return side;
}

/** Two sides that hear each other; `more` is what each has besides. */
export function twoSides(more: Partial<Record<Side, Partial<ExchangeParts>>> = {}) {
  const technician: ExchangingSide = exchanging(
    'technician',
    (said) => setTimeout(() => customer.exchange.hear(JSON.stringify(said))),
    more.technician,
  );
  const customer: ExchangingSide = exchanging(
    'customer',
    (said) => setTimeout(() => technician.exchange.hear(JSON.stringify(said))),
    more.customer,
  );
  return { technician, customer, both: [technician, customer] as const };
}
