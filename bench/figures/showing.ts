import { atLeastTimes, atMost, median, type Figure } from '../figure.ts';
import type { End } from '../two-ends/page.ts';
import { openTwoEnds, type TwoEnds } from '../two-ends/two-ends.ts';

declare const end: End;

const RUNS = 10;
/** Five seconds of drawing in each run. */
const MESSAGES = 300;
/** As much as a sensor of 8 megapixels gives. */
const PHOTO_BYTES = 2 * 2 ** 20;

/** The value below which 99 of 100 are. */
const p99 = (values: number[]) =>
  values.sort((one, other) => one - other)[Math.ceil(values.length * 0.99) - 1]!;

/** How long each message took, in ms; one that never came makes the measurement fail. */
async function latencies(
  { customer }: TwoEnds,
  way: 'lens' | 'floor',
  from: number,
  sent: number[],
) {
  const came = await customer.evaluate((...given) => end.came(...given), way, from, sent.length);
  return came.map((at, index) => {
    if (at === null) throw new Error(`message ${from + index} never came by way of ${way}`);
    return at - sent[index]!;
  });
}

async function drawing(ends: TwoEnds): Promise<Figure> {
  ends.link.become({ delayMs: 50, loss: 0.03, kbitPerSecond: 4_000 });
  const lens: number[] = [];
  const floor: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const from = run * MESSAGES;
    const sent = await ends.technician.evaluate((...given) => end.say(...given), from, MESSAGES);
    // The last of the reliable ones may be several round trips late.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    lens.push(p99(await latencies(ends, 'lens', from, sent)));
    floor.push(p99(await latencies(ends, 'floor', from, sent)));
  }
  return atMost(0.5, {
    figure: 'showing-drawing',
    lens: Math.round(median(lens)),
    floor: Math.round(median(floor)),
    floorName: 'a reliable data channel',
    unit: `ms until 99 of 100 strokes' parts have come; round trip 100 ms, 3 % loss, video running; median of ${RUNS}`,
  });
}

/** Mbit/s of a photo. */
const speed = (ms: number) => (PHOTO_BYTES * 8) / ms / 1000;

async function timed(work: Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work;
  return speed(performance.now() - began);
}

async function photo({ technician, customer, link }: TwoEnds): Promise<Figure> {
  link.become({ delayMs: 20, loss: 0, kbitPerSecond: 30_000 });
  const lens: number[] = [];
  const floor: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const received = technician.evaluate((bytes) => end.receivePlainly(bytes), PHOTO_BYTES);
    floor.push(await timed(Promise.all([received, customer.evaluate(() => end.sendPlainly())])));
    lens.push(await timed(technician.evaluate(() => end.askForPhoto())));
  }
  return atLeastTimes(0.9, {
    figure: 'showing-photo',
    lens: Number(median(lens).toFixed(1)),
    floor: Number(median(floor).toFixed(1)),
    floorName: 'a bare data channel',
    unit: `Mbit/s of a photo of 2 MiB, asked for, whole and checked; round trip 40 ms, video running; median of ${RUNS}`,
  });
}

/** What the two show each other: how soon a mark is there, and how fast a photo. */
export async function showing(): Promise<Figure[]> {
  const ends = await openTwoEnds(PHOTO_BYTES);
  try {
    return [await drawing(ends), await photo(ends)];
  } finally {
    await ends.close();
  }
}
