import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import Still from '../../../common/ui/Still.svelte';
import { changing } from './changing.svelte.ts';
import { fakeWindow } from './fake-window.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function still() {
  const around = fakeWindow({ width: 400, height: 400 });
  const open = new Set<string>();
  let made = 0;
  Object.assign(URL, {
    createObjectURL() {
      const url = `blob:${(made += 1)}`;
      open.add(url);
      return url;
    },
    revokeObjectURL: (url: string) => void open.delete(url),
  });
  const taken = (width: number, height: number) => ({ blob: new Blob(['jpeg']), width, height });
  const props = changing({
    ...{ still: taken(200, 100), label: 'Frozen picture', how: 'contain' as 'contain' | 'cover' },
    zoom: 1,
  });
  const view = mount(Still, { target: document.body, props });
  flushSync();
  const image = () => document.querySelector('img')!;
  const lie = () => {
    const { left, top, width, height } = image().style;
    return [left, top, width, height];
  };
  return { ...{ around, open, props, view, image, lie, taken } };
}

it('a still lies as what is drawn over it does, whole, covering or enlarged', async () => {
  const { lie, props, view, image } = still();
  expect(image().alt).toBe('Frozen picture');
  expect(lie()).toEqual(['0px', '100px', '400px', '200px']);
  props.how = 'cover';
  flushSync();
  expect(lie()).toEqual(['-200px', '0px', '800px', '400px']);
  props.zoom = 2;
  flushSync();
  expect(lie()).toEqual(['-600px', '-200px', '1600px', '800px']);
  await unmount(view);
});

it('keeps the bytes of no still that is not shown any more', async () => {
  const { open, props, view, image, taken, around } = still();
  expect([...open]).toEqual(['blob:1']);
  props.still = taken(100, 100);
  flushSync();
  expect([...open]).toEqual(['blob:2']);
  expect(image().getAttribute('src')).toBe('blob:2');
  await unmount(view);
  expect([open.size, around.observers.size]).toEqual([0, 0]);
});
