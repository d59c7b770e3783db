import type { Api } from '../../../common/client/api.ts';
import { isOutage } from '../../../common/client/api-error.ts';
import { inviting } from '../../../common/contract/routes.ts';
import type { Inviting } from '../../../common/contract/views.ts';
import { backOff, wait } from '../../../common/network/wait.ts';
import { problemOf, type Problem } from '../problem.ts';

/** By which ways the server can invite: asked until it has answered. */
export class Abilities {
  /** Null until the server has said so. */
  known: Inviting | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);
  #closed = new AbortController();

  constructor(api: Api) {
    void this.#ask(api);
  }

  close(): void {
    this.#closed.abort();
  }

  async #ask(api: Api): Promise<void> {
    const { signal } = this.#closed;
    for (let attempt = 0; !signal.aborted && !this.known; attempt += 1) {
      try {
        this.known = await api.call(inviting);
        this.problem = null;
      } catch (error) {
        this.problem = problemOf(error);
        if (!isOutage(error)) return;
        await wait(backOff(attempt), signal);
      }
    }
  }
}
