import type { Clock } from '../clock.ts';
import type { Handlers, TechnicianCaller } from '../http/handler.ts';
import type { Store } from '../store/store.ts';
import type { Passwords } from './passwords.ts';
import { createSetPassword } from './set-password.ts';
import { createSignIn } from './sign-in.ts';

/** All that Lens does about technicians. */
export interface Technicians {
  handlers: Pick<Handlers, 'signIn' | 'signOut' | 'me' | 'setPassword'>;
  /** The technician of a token; null for one that is unknown, signed out or expired. */
  authenticate(token: string): Promise<TechnicianCaller | null>;
}

export function createTechnicians(needs: {
  store: Store;
  passwords: Passwords;
  clock: Clock;
  /** How long a sign-in lasts. */
  signInHours: number;
}): Technicians {
  const { store, passwords, clock, signInHours } = needs;
  const { handlers, authenticate } = createSignIn(store, passwords, clock, signInHours);
  return {
    handlers: { ...handlers, ...createSetPassword(store, passwords, clock) },
    authenticate,
  };
}
