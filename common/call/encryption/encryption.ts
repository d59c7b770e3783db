/**
 * What holds a session's call to be private, for one side of it:
 *
 *     const encryption = createEncryption({ role, session: session.id, store });
 *     const call = createCall({ …, encryption });
 *     encryption.subscribe(() => draw(encryption.view()));
 *     encryption.told();            // once the page shows that the words have changed
 *     encryption.close();
 *
 * Each side has one certificate a session, and pins the other's as soon as both have the same words
 * (`exchange.ts`). A connection between the same two certificates has the same words, and carries picture
 * and sound at once: the browser lets nobody else into it. One between others carries nothing but the
 * exchange until both pages have shown that the words have changed; each side holds back its own. Before
 * anything is pinned, there is nothing to compare with but the words themselves: nothing is held back.
 */
import type { Side } from '../../contract/session.ts';
import { createGuard, type Guard } from './guard.ts';
import type { Failure } from './said.ts';
import type { Agreed, EncryptionStore, Kept } from './store.ts';
import { nothingYet, type EncryptionProblem, type EncryptionView } from './view.ts';

export type { EncryptionView };

export interface Encryption {
  view(): EncryptionView;
  /** Called at each change of `view()`. */
  subscribe(listener: () => void): () => void;
  /** What the next connection is made with; never rejects. None where the browser can make none. */
  certificates(): Promise<RTCCertificate[]>;
  /** Guards a connection that was just made. `onChange`: what it may carry has changed. */
  guard(connection: RTCPeerConnection, channel: RTCDataChannel, onChange: () => void): Guard;
  /** The page shows that the words have changed: to be called each time that it does. */
  told(): void;
  /** The person has seen that the words have changed. */
  seen(): void;
  close(): void;
}

export interface EncryptionOptions {
  role: Side;
  session: string;
  store: Pick<EncryptionStore, 'open' | 'keep'>;
}

const problemOf = (failure: Failure): EncryptionProblem =>
  failure === 'fingerprint' ? 'between' : 'failed';

export function createEncryption({ role, session, store }: EncryptionOptions): Encryption {
  const listeners = new Set<() => void>();
  let kept: Promise<Kept | null> | null = null;
  let agreed: Agreed | null = null;
  let unseen = false;
  /** Not closed, in the order in which they were made: the newest has the last word. */
  let guards: Guard[] = [];
  let view = nothingYet;

  function changed(): void {
    const newest = guards.findLast((guard) => guard.says() !== null)?.says() ?? null;
    const failure = newest?.failure ?? null;
    const problem = failure ? problemOf(failure) : newest?.unanswered ? 'unanswered' : null;
    const words = problem ? null : (newest?.outcome?.words ?? agreed?.words ?? null);
    const next: EncryptionView = { words, changed: unseen && words !== null, problem, failure };
    const keys = Object.keys(next) as (keyof EncryptionView)[];
    if (keys.every((key) => next[key] === view[key])) return;
    view = next;
    for (const listener of listeners) listener();
  }

  function keep(): void {
    void store.keep(session, { agreed, unseen });
  }

  async function load(): Promise<Kept | null> {
    const found = await store.open(session);
    agreed ??= found?.agreed ?? null;
    unseen ||= found?.unseen ?? false;
    changed();
    return found;
  }

  return {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async certificates() {
      const found = await (kept ??= load());
      return found ? [found.certificate] : [];
    },
    guard(connection, channel, onChange) {
      const guard = createGuard({
        ...{ role, session, connection, channel },
        agreed: () => agreed,
        onAgreed(next) {
          // A connection that came later has the last word, on both sides.
          if (guards.slice(guards.indexOf(guard) + 1).some((later) => later.says()?.outcome))
            return;
          agreed = next;
          keep();
          for (const each of guards) each.look();
        },
        onChanged() {
          unseen = true;
          keep();
        },
        onChange() {
          changed();
          onChange();
        },
        onClose() {
          guards = guards.filter((each) => each !== guard);
          changed();
        },
      });
      guards.push(guard);
      return guard;
    },
    told() {
      for (const guard of guards) guard.tell();
    },
    seen() {
      unseen = false;
      keep();
      changed();
    },
    close() {
      for (const guard of guards) guard.close();
      listeners.clear();
    },
  };
}

/** The encryption of every session of one side, in this browser. */
export interface Encryptions {
  /** A session's, for one call. */
  of(session: string): Encryption;
  /** At a session's end. */
  forget(session: string): void;
}

export const createEncryptions = (role: Side, store: EncryptionStore): Encryptions => ({
  of: (session) => createEncryption({ role, session, store }),
  forget: (session) => void store.forget(session),
});
