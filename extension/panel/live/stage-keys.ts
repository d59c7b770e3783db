import type { Tool } from '../../../common/ui/pad/tools.ts';

/** What a letter means while the picture has the keyboard; in every language the same. */
export type StageKey = { tool: Tool } | 'freeze';

const keys: Record<string, StageKey> = {
  p: { tool: 'point' },
  d: { tool: 'pen' },
  a: { tool: 'arrow' },
  n: { tool: 'number' },
  f: 'freeze',
};

/** Null for every other key, and for all that belong to the browser. */
export function stageKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>,
): StageKey | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return null;
  return keys[event.key.toLowerCase()] ?? null;
}
