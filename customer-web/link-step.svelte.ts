import type { LinkedSession } from '../common/contract/views.ts';
import type { Link } from './link.ts';
import type { Reception } from './reception.ts';

/** What says that a link leads nowhere any more; whatever else fails may go well the next time. */
const isRefusal = (code: string | undefined) =>
  code === 'invalid_input' || code === 'session_ended' || code?.startsWith('invitation_');

/** Where the link leads that a customer came by, if there is one. */
export class LinkStep {
  /** What it leads to; null until that is known, and without a link. */
  session: LinkedSession | null = $state.raw(null);
  /** Why it leads nowhere, in words; empty where it is not complete, null while it may lead somewhere. */
  refusal: string | null = $state(null);
  /** The server cannot be asked at the moment; it is asked again. */
  away = $state(false);
  #link: Link;

  constructor(link: Link) {
    this.#link = link;
  }

  get token() {
    return this.#link.token();
  }

  /** Asks where the link leads, which uses nothing up. Throws ApiError where that says nothing of the link. */
  async look(reception: Reception) {
    const { token } = this;
    if (token === null) return;
    try {
      this.session = await reception.find(token, () => (this.away = true));
    } catch (error) {
      if (!this.refuse(error)) throw error;
    }
    this.away = false;
  }

  /** Takes in what a failure says of the link; false where it is about something else. */
  refuse(error: unknown): boolean {
    const { code, message } = error as { code?: string; message: string };
    if (this.token === null || !isRefusal(code)) return false;
    this.session = null;
    this.refusal = code === 'invalid_input' ? '' : message;
    return true;
  }

  /** The link has led into a session, or the customer goes on with a PIN. */
  forget() {
    this.#link.forget();
    this.session = this.refusal = null;
  }
}
