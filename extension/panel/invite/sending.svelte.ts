import type * as v from 'valibot';
import { ApiError, isOutage } from '../../../common/client/api-error.ts';
import type { sendInvitation } from '../../../common/contract/routes.ts';
import type { InvitationWay } from '../../../common/contract/invitation.ts';
import { problemOf, type Problem } from '../problem.ts';
import type { WelcomeChoice } from './welcome.svelte.ts';

/** What is wished for: two equal wishes, one after the other, are one as long as none was answered. */
export interface Wish extends WelcomeChoice {
  /** A number or an address, as typed. */
  to: string;
}

/** Why nothing was sent. */
export interface Refusal extends Problem {
  /** Whether the number or the address is what is wrong. */
  atDestination: boolean;
}
type Send = (body: v.InferInput<(typeof sendInvitation)['body']>) => Promise<unknown>;

/** Sending invitations by one of the server's ways: one at a time, and none twice by mistake. */
export class Sending {
  asking: boolean = $state(false);
  problem: Refusal | null = $state.raw(null);
  #way: InvitationWay;
  #send: Send;
  #unanswered: { wish: string; key: string } | null = null;

  constructor(way: InvitationWay, send: Send) {
    this.#way = way;
    this.#send = send;
  }

  async send(wish: Wish): Promise<void> {
    if (this.asking) return;
    const key = this.#keyOf(JSON.stringify(wish));
    this.asking = true;
    this.problem = null;
    try {
      await this.#send({ way: this.#way, ...wish, key });
      this.#unanswered = null;
    } catch (error) {
      // Where no answer came it may have been sent: the same click then says the same key.
      if (!isOutage(error)) this.#unanswered = null;
      const atDestination = error instanceof ApiError && error.field === 'to';
      this.problem = { ...problemOf(error), atDestination };
    } finally {
      this.asking = false;
    }
  }

  /** The session shows a new invitation by this way: what was not answered was done all the same. */
  seen(): void {
    if (this.asking) return;
    this.#unanswered = null;
    this.problem = null;
  }

  #keyOf(wish: string): string {
    if (this.#unanswered?.wish !== wish)
      this.#unanswered = { wish, key: crypto.randomUUID().replaceAll('-', '') };
    return this.#unanswered.key;
  }
}
