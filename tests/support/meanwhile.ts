import { vi } from 'vitest';

/**
 * Lets something happen once between an operation's answer and its caller hearing it: the moment of a
 * race, whatever the engine's timing.
 */
export function meanwhile<T extends object, Name extends keyof T & string>(
  part: T,
  name: Name,
  happens: () => Promise<unknown>,
): void {
  const operation = part[name] as (...given: unknown[]) => Promise<unknown>;
  const spy = vi.spyOn(part as Record<string, (...given: unknown[]) => unknown>, name);
  spy.mockImplementationOnce(async (...given) => {
    const answer = await operation.apply(part, given);
    spy.mockRestore();
    await happens();
    return answer;
  });
}
