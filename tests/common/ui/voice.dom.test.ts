import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import Voice from '../../../common/ui/Voice.svelte';
import { ImitatedStream } from '../../customer-web/support/track.ts';

afterEach(() => vi.restoreAllMocks());

function play(how: () => Promise<void>, silenced = false) {
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(how);
  const onsilenced = vi.fn();
  const shown = mount(Voice, {
    target: document.body,
    props: { stream: new ImitatedStream() as unknown as MediaStream, silenced, onsilenced },
  });
  flushSync();
  onTestFinished(() => void unmount(shown));
  return onsilenced;
}

const settled = () => new Promise((done) => setTimeout(done));

it('a voice that the browser keeps silent without a touch is said', async () => {
  const onsilenced = play(() => Promise.reject(new DOMException('', 'NotAllowedError')));
  await settled();
  expect(onsilenced).toHaveBeenCalledExactlyOnceWith(true);
});

it('a voice that plays says nothing', async () => {
  const onsilenced = play(() => Promise.resolve());
  await settled();
  expect(onsilenced).not.toHaveBeenCalled();
});

it('a voice that was interrupted by a newer one says nothing', async () => {
  const onsilenced = play(() => Promise.reject(new DOMException('', 'AbortError')));
  await settled();
  expect(onsilenced).not.toHaveBeenCalled();
});

it("a voice comes from the speaker that is wished; unless told, from the computer's own choice", async () => {
  const led: string[] = [];
  Object.assign(HTMLMediaElement.prototype, {
    async setSinkId(this: { sinkId: string }, id: string) {
      led.push((this.sinkId = id));
    },
  });
  onTestFinished(() => void Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId'));
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
  const props = { stream: null, silenced: false, onsilenced() {} };
  const first = mount(Voice, { target: document.body, props });
  flushSync();
  expect(led).toEqual([]);
  await unmount(first);

  const wished = mount(Voice, { target: document.body, props: { ...props, sink: 'headset' } });
  flushSync();
  expect(led).toEqual(['headset']);
  await unmount(wished);
});
