import type { Api } from '../../../common/client/api.ts';
import { ApiError } from '../../../common/client/api-error.ts';
import type { SignInPlace } from '../../../common/contract/people.ts';
import { endSignIn, listSignIns, signOutEverywhere } from '../../../common/contract/routes.ts';
import { problemOf, type Problem } from '../problem.ts';

/** Where one is signed in, and signing out there. */
export class Places {
  /** This place first; null until they are known. */
  items: SignInPlace[] | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);
  /** The id of the place that is being signed out, or `everywhere`. */
  ending: string | null = $state(null);
  #api: Api;
  #onsignedout: () => void;

  constructor(api: Api, onsignedout: () => void) {
    this.#api = api;
    this.#onsignedout = onsignedout;
  }

  async load(): Promise<void> {
    this.problem = null;
    try {
      this.items = (await this.#api.call(listSignIns)).items;
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  /** Signs out in one place; gives whether that place is signed out now. */
  end({ id, here }: SignInPlace): Promise<boolean> {
    return this.#give(id, async () => {
      await this.#api.call(endSignIn, { params: { id } }).catch((error: unknown) => {
        // It was signed out by itself meanwhile: that is what was wanted.
        if (!(error instanceof ApiError && error.code === 'sign_in_not_found')) throw error;
      });
      this.items = (this.items ?? []).filter((place) => place.id !== id);
      if (here) this.#onsignedout();
    });
  }

  endAll(): Promise<boolean> {
    return this.#give('everywhere', async () => {
      await this.#api.call(signOutEverywhere);
      this.#onsignedout();
    });
  }

  async #give(what: string, work: () => Promise<void>): Promise<boolean> {
    if (this.ending !== null) return false;
    this.ending = what;
    this.problem = null;
    try {
      await work();
      return true;
    } catch (error) {
      this.problem = problemOf(error);
      return false;
    } finally {
      this.ending = null;
    }
  }
}
