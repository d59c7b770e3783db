import { expect, test } from 'vitest';
import { waitUntil } from '../../scripts/wait-until.ts';
import { isLive } from '../support/browser/live.ts';
import { setScene } from '../support/browser/scene.ts';
import { administratorOf } from '../support/browser/administrator.ts';
import { countTimers, heapOf, held, processHolds } from '../support/network/left-behind.ts';
import { allMediaFlow } from '../support/network/media-back.ts';
import { inLab } from '../support/network/with-lab.ts';

/** How long the session lasts, in minutes: one cut in each. */
const MINUTES = Number(process.env.SOAK_MINUTES ?? 30);
const CUT_MS = 5_000;
const MEBIBYTE = 2 ** 20;

/** What may come and go by chance, of each that is sampled, in bytes. */
const slack = { panel: 2 * MEBIBYTE, customer: 2 * MEBIBYTE, server: 30 * MEBIBYTE };
type Sampled = keyof typeof slack;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The mean of the samples in a part of the time, from 0 to 1. */
function mean(samples: readonly number[], from: number, to: number): number {
  const part = samples.slice(
    Math.floor(samples.length * from),
    Math.max(1, Math.ceil(samples.length * to)),
  );
  return part.reduce((sum, each) => sum + each, 0) / part.length;
}

inLab('a session of half an hour with a cut in every minute', (lab) => {
  test('stays the same one, takes no more memory with time, and leaves nothing behind', async () => {
    const scene = await setScene('en', {}, lab());
    const [technician, customer] = await Promise.all([
      scene.technicianSignsIn(),
      scene.customerOpens(),
    ]);
    for (const page of [technician.panel, customer.page]) {
      await countTimers(page);
      await page.reload();
    }
    await technician.reads('start_new');
    const panelBefore = await held(technician.panel);
    const { pid } = scene.lens;
    const socketsBefore = (await processHolds(pid())).sockets;

    await customer.connects(await technician.opensSession());
    await technician.startsSession();
    await isLive(technician, customer);
    const { sessionsOn } = await administratorOf(scene.lens);
    const before = await sessionsOn();

    const samples: Record<Sampled, number[]> = { panel: [], customer: [], server: [] };
    for (let minute = 0; minute < MINUTES; minute += 1) {
      const until = Date.now() + 60_000;
      lab().customer.link.become({ cut: true });
      await pause(CUT_MS);
      lab().customer.link.become({ cut: false });
      await allMediaFlow(technician.panel, customer.page);
      await pause(until - Date.now());
      samples.panel.push(await heapOf(technician.panel));
      samples.customer.push(await heapOf(customer.page));
      samples.server.push((await processHolds(pid())).memory);
      const said = Object.entries(samples).map(
        ([who, all]) => `${who} ${(all.at(-1)! / MEBIBYTE).toFixed(1)} MiB`,
      );
      console.log(`minute ${minute + 1}: ${said.join(', ')}`);
    }
    expect(await sessionsOn()).toEqual(before);

    await technician.endsSession();
    await customer.reads('ended_ended');
    await waitUntil('the customer’s page holds nothing any more', async () => {
      const now = await held(customer.page);
      return Object.values(now).every((count) => count === 0);
    }).catch(async () =>
      expect(await held(customer.page)).toEqual({
        connections: 0,
        tracks: 0,
        sockets: 0,
        timers: 0,
      }),
    );
    await waitUntil('the panel holds no more than before the session', async () => {
      const now = await held(technician.panel);
      return (Object.keys(now) as (keyof typeof now)[]).every(
        (key) => now[key] <= panelBefore[key],
      );
    }).catch(async () => expect(await held(technician.panel)).toEqual(panelBefore));
    await waitUntil(
      'the server has no more sockets than before the session',
      async () => (await processHolds(pid())).sockets <= socketsBefore,
    ).catch(async () => expect((await processHolds(pid())).sockets).toBe(socketsBefore));

    // The first sixth is for what is made once: caches, and code that is compiled.
    for (const who of Object.keys(samples) as Sampled[]) {
      const early = mean(samples[who], 1 / 6, 2 / 6);
      const late = mean(samples[who], 5 / 6, 1);
      expect(late, `${who}, in bytes, the last sixth against the second`).toBeLessThan(
        early + slack[who],
      );
    }
  });
});
