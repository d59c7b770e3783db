import { HttpError } from '../http/http-error.ts';
import { countersOfNetworks, networksOf } from '../http/networks.ts';
import type { Store } from '../store/store.ts';
import type { Whose } from './bounded-queue.ts';
import { isRight, isWrong, type Limit } from './wrong-attempts.ts';

/** The window of the limits on wrong sign-ins, in seconds. */
const WINDOW_SECONDS = 15 * 60;
/** Wrong sign-ins for one account in a window, from all devices that are not known. */
const WRONG_PER_ACCOUNT = 10;
/** Wrong sign-ins from one address in a window: a whole office may share one. Of larger networks more. */
const WRONG_PER_ADDRESS = 30;
/**
 * Wrong sign-ins for one account from a device that signed in to it before. It counts by itself, so
 * that whoever attacks the account, from the same office too, keeps nobody out of it.
 */
const WRONG_PER_DEVICE = 10;

/**
 * Right sign-ins to one account in an hour, known devices included: each costs a hash of the password,
 * and a person needs some a day. Whoever has all that a sign-in takes can use them up until the hour
 * is over.
 */
const RIGHT_PER_ACCOUNT = 60;
/** Right passwords in an hour that came without the code that was needed: counted as the wrong ones. */
const WITHOUT_CODE = 60;
const HOUR_SECONDS = 60 * 60;

/** Who tries to sign in: an unknown address counts like any other. */
export interface Trying {
  email: string;
  address: string;
  /** What the device is known by, if the account was signed in to from it; else null. */
  known: string | null;
}

/** What a sign-in counts as, and what its hash waits as. */
export interface SignInLimits {
  limitsOf(trying: Trying): Limit[];
  whoseHash(trying: Trying): Whose;
}

const lacksCode = (outcome: unknown) =>
  outcome instanceof HttpError && outcome.code === 'second_factor_needed';

export function createSignInLimits(store: Pick<Store, 'counter'>): SignInLimits {
  const perAccount = store.counter('sign-in-account', WRONG_PER_ACCOUNT, WINDOW_SECONDS);
  const perAddress = countersOfNetworks(
    store,
    'sign-in-address',
    WRONG_PER_ADDRESS,
    WINDOW_SECONDS,
  );
  const perDevice = store.counter('sign-in-device', WRONG_PER_DEVICE, WINDOW_SECONDS);
  const right = store.counter('sign-in-right', RIGHT_PER_ACCOUNT, HOUR_SECONDS);
  const withoutCode = store.counter('sign-in-without-code', WITHOUT_CODE, HOUR_SECONDS);

  return {
    limitsOf({ email, address, known }) {
      const wrong =
        known === null
          ? [
              ...perAddress(address).map((limit) => ({ ...limit, counts: isWrong })),
              { counter: perAccount, key: email, counts: isWrong },
            ]
          : [{ counter: perDevice, key: known, counts: isWrong }];
      return [
        ...wrong,
        { counter: withoutCode, key: known ?? email, counts: lacksCode },
        { counter: right, key: email, counts: isRight },
      ];
    },
    // Known devices wait apart from strangers, those of one account as one.
    whoseHash: ({ email, address, known }) =>
      known === null
        ? {
            known: false,
            keys: [
              ...networksOf(address).map(({ key, times }) => ({ key: `address ${key}`, times })),
              { key: `account ${email}` },
            ],
          }
        : { known: true, keys: [{ key: `known device of ${email}` }] },
  };
}
