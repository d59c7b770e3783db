import { expect, test } from 'vitest';
import { deviceId } from '../../../common/client/device.ts';

test("a device's id is made once and kept", async () => {
  let kept: string | null = null;
  const storage = { get: () => kept, set: (id: string) => void (kept = id) };
  const first = await deviceId(storage);
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(await deviceId(storage)).toBe(first);
});

test('what is kept and is no id is replaced', async () => {
  let kept: unknown = { $gt: '' };
  const made = await deviceId({ get: async () => kept, set: async (id) => void (kept = id) });
  expect(made).toMatch(/^[0-9a-f]{32}$/);
  expect(kept).toBe(made);
});

test('where nothing can be kept, there is an id all the same', async () => {
  const forbidden = () => {
    throw new DOMException('no storage', 'SecurityError');
  };
  expect(await deviceId({ get: forbidden, set: forbidden })).toMatch(/^[0-9a-f]{32}$/);
});
