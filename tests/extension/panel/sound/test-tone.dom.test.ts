import { afterEach, expect, test, vi } from 'vitest';
import { playTestTone } from '../../../../extension/panel/sound/play-test-tone.ts';

afterEach(() => vi.unstubAllGlobals());

/** Web Audio as far as a tone needs it; `leads` tells whether a context can be led to a speaker. */
function imitateAudio({ leads = true, refuses = false } = {}) {
  const heard = { pitches: [] as number[], peak: 0, into: [] as unknown[], ends: () => {} };
  const context = { sink: '', closed: false };
  const element = { sink: '', played: 0, srcObject: null as unknown };
  const setSinkId = async (id: string) => {
    if (refuses) throw new DOMException('', 'NotFoundError');
    context.sink = id;
  };
  const speakers = 'the context itself';
  const stream = 'a stream of it';
  vi.stubGlobal(
    'AudioContext',
    class {
      currentTime = 0;
      destination = speakers;
      setSinkId = leads ? setSinkId : undefined;
      createMediaStreamDestination = () => ({ stream });
      resume = async () => {};
      close = async () => void (context.closed = true);
    },
  );
  vi.stubGlobal(
    'OscillatorNode',
    class extends EventTarget {
      constructor(_: unknown, { frequency }: { frequency: number }) {
        super();
        heard.pitches.push(frequency);
        heard.ends = () => this.dispatchEvent(new Event('ended'));
      }
      connect = (next: unknown) => next;
      start() {}
      stop() {}
    },
  );
  vi.stubGlobal(
    'GainNode',
    class {
      gain = {
        setValueAtTime: () => this.gain,
        linearRampToValueAtTime: (value: number) => {
          heard.peak = Math.max(heard.peak, value);
          return this.gain;
        },
      };
      connect = (into: unknown) => heard.into.push(into);
    },
  );
  vi.stubGlobal(
    'Audio',
    class {
      set srcObject(value: unknown) {
        element.srcObject = value;
      }
      setSinkId = async (id: string) => void (element.sink = id);
      play = async () => void (element.played += 1);
    },
  );
  return { heard, context, element, speakers, stream };
}

const settled = () => new Promise((done) => setTimeout(done));

test('the tone is two notes as loud as a voice, on the chosen speaker, and closes behind itself', async () => {
  const { heard, context, speakers } = imitateAudio();
  const over = playTestTone({ speaker: 'headset', signal: new AbortController().signal });
  await settled();
  expect([heard.pitches, context.sink, context.closed]).toEqual([[440, 660], 'headset', false]);
  expect(20 * Math.log10(heard.peak)).toBeCloseTo(-18);
  expect(heard.into).toEqual([speakers, speakers]);
  heard.ends();
  await over;
  expect(context.closed).toBe(true);
});

test('a browser that cannot lead it there itself has an element do it', async () => {
  const { heard, element, stream } = imitateAudio({ leads: false });
  const over = playTestTone({ speaker: 'headset', signal: new AbortController().signal });
  await settled();
  expect(element).toEqual({ sink: 'headset', played: 1, srcObject: stream });
  heard.ends();
  await over;
  expect(element.srcObject).toBeNull();
});

test('it is ended early where that is wished', async () => {
  const { context } = imitateAudio();
  const stop = new AbortController();
  const over = playTestTone({ speaker: '', signal: stop.signal });
  await settled();
  stop.abort();
  await over;
  expect(context.closed).toBe(true);
});

test('a speaker that is gone is a failure, and nothing plays elsewhere', async () => {
  const { heard, context } = imitateAudio({ refuses: true });
  const over = playTestTone({ speaker: 'headset', signal: new AbortController().signal });
  await expect(over).rejects.toThrow();
  expect([heard.pitches, context.closed]).toEqual([[], true]);
});
