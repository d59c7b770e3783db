import * as v from 'valibot';
import { deviceId } from '../../common/client/device.ts';
import { Kept } from './kept.ts';

/** What is kept, as it is now, and the ways to change it and to hear of another document's changes. */
export interface Keeper {
  now(): Kept;
  change(part: Partial<Kept>): void;
  /** Calls `listener` at each change, by whichever document; returns the way to stop that. */
  subscribe(listener: (kept: Kept) => void): () => void;
  close(): void;
}

/** The part of chrome.storage that a keeper needs. */
export interface KeptArea {
  get(keys: null): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  onChanged: {
    addListener(listener: (changes: Record<string, { newValue?: unknown }>) => void): void;
    removeListener(listener: (changes: Record<string, { newValue?: unknown }>) => void): void;
  };
}

/** Opens what this browser profile keeps, and makes its two ids the first time. */
export async function openKeeper(area: KeptArea): Promise<Keeper> {
  let kept = v.parse(Kept, await area.get(null));
  const listeners = new Set<(kept: Kept) => void>();

  function take(part: Record<string, unknown>): void {
    const next = v.parse(Kept, { ...kept, ...part });
    if (JSON.stringify(next) === JSON.stringify(kept)) return;
    kept = next;
    for (const listener of [...listeners]) listener(kept);
  }
  const heard = (changes: Record<string, { newValue?: unknown }>) =>
    take(Object.fromEntries(Object.entries(changes).map(([key, { newValue }]) => [key, newValue])));
  area.onChanged.addListener(heard);

  const keeper: Keeper = {
    now: () => kept,
    change(part) {
      take(part);
      void area.set(part);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      listeners.clear();
      area.onChanged.removeListener(heard);
    },
  };
  for (const name of ['device', 'signInDevice'] as const)
    await deviceId({
      get: () => kept[name],
      set: (id) => keeper.change({ [name]: id }),
    });
  return keeper;
}
