import { describe, expect, it } from 'vitest';
import { createMemory } from '../../customer-web/memory.ts';

const device = 'a'.repeat(32);

function storageOf(kept: Map<string, string>): Storage {
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as unknown as Storage;
}

describe('what a device remembers', () => {
  it('is there after a reload, its own id with it', () => {
    const kept = new Map<string, string>();
    createMemory(
      () => storageOf(kept),
      () => device,
    ).set('tutorialSeen', true);
    const again = createMemory(
      () => storageOf(kept),
      () => 'b'.repeat(32),
    );
    expect(again.get('tutorialSeen')).toBe(true);
    expect(again.get('device')).toBe(device);
  });

  it('is seen by another tab at once', () => {
    const kept = new Map<string, string>();
    const [one, other] = [0, 1].map(() =>
      createMemory(
        () => storageOf(kept),
        () => device,
      ),
    );
    one!.set('seat', { session: 's', token: 't' });
    other!.set('voice', 'phone');
    expect(one!.get('voice')).toBe('phone');
    expect(other!.get('seat')).toEqual({ session: 's', token: 't' });
  });

  it('lasts as long as the page where storage is forbidden', () => {
    const memory = createMemory(
      () => {
        throw new Error('The operation is insecure.');
      },
      () => device,
    );
    memory.set('seat', { session: 's', token: 't' });
    expect(memory.get('seat')).toEqual({ session: 's', token: 't' });
    expect(memory.get('device')).toBe(device);
  });

  it.each(['', 'not json', '[]', '"text"', '{"device":7}', 'null', '{"seat":7,"language":"xx"}'])(
    'begins anew where %j was kept',
    (text) => {
      const kept = storageOf(new Map([['lens.customer', text]]));
      const memory = createMemory(
        () => kept,
        () => device,
      );
      expect(memory.get('device')).toBe(device);
      expect(memory.get('tutorialSeen')).toBe(false);
      expect(memory.get('language')).toBeNull();
      expect(memory.get('seat')).toBeNull();
    },
  );
});
