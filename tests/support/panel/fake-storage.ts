import type { KeptArea } from '../../../extension/storage/keeper.ts';

type Listener = Parameters<KeptArea['onChanged']['addListener']>[0];

/** A chrome.storage area: each keeper opened on it hears of the others' changes. */
export function fakeStorage(kept: Record<string, unknown> = {}): KeptArea {
  const items: Record<string, unknown> = { ...kept };
  const listeners = new Set<Listener>();
  return {
    get: async () => structuredClone(items),
    async set(part) {
      Object.assign(items, structuredClone(part));
      const changes = Object.fromEntries(
        Object.entries(part).map(([key, newValue]) => [
          key,
          { newValue: structuredClone(newValue) },
        ]),
      );
      for (const listener of listeners) listener(changes);
    },
    onChanged: {
      addListener: (listener) => listeners.add(listener),
      removeListener: (listener) => listeners.delete(listener),
    },
  };
}
