import type { Side } from '../../common/contract/session.ts';
import type { SessionDocument } from '../store/documents.ts';

export type SessionListener = (session: SessionDocument) => void;
/** Hears that a side's document has registered at this node's PeerServer. */
export type CallableListener = (id: string, side: Side) => void;

/** Who hears of sessions that changed, and which sessions this node must look after for them. */
export interface News {
  publish: SessionListener;
  /** Hears of every change made on this node, and of other nodes' changes to watched sessions. */
  onChange(listener: SessionListener): () => void;
  tellCallable: CallableListener;
  onCallable(listener: CallableListener): () => void;
  /** Has the sweep read this session again each second, until the returned function is called. */
  watch(id: string): () => void;
  watched(): string[];
}

/**
 * Spreads changed sessions within this process. The same one may come twice, or an older one after a
 * newer one: listeners compare revisions. One that fails keeps nobody else from hearing, nor the change
 * itself from being answered: it is made by then.
 */
export function createNews(failed: (error: unknown) => void): News {
  const listeners = new Set<SessionListener>();
  const callable = new Set<CallableListener>();
  const watchers = new Map<string, number>();

  return {
    publish(session) {
      for (const listener of listeners)
        try {
          listener(session);
        } catch (error) {
          failed(error);
        }
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tellCallable(id, side) {
      for (const listener of callable) listener(id, side);
    },
    onCallable(listener) {
      callable.add(listener);
      return () => callable.delete(listener);
    },
    watch(id) {
      watchers.set(id, (watchers.get(id) ?? 0) + 1);
      let watching = true;
      return () => {
        if (!watching) return;
        watching = false;
        const left = (watchers.get(id) ?? 0) - 1;
        if (left > 0) watchers.set(id, left);
        else watchers.delete(id);
      };
    },
    watched: () => [...watchers.keys()],
  };
}
