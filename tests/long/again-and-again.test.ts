import { expect, test } from 'vitest';
import { administratorOf } from '../support/browser/administrator.ts';
import { goLive } from '../support/browser/live.ts';
import { setScene } from '../support/browser/scene.ts';
import { allMediaFlow } from '../support/network/media-back.ts';

const TIMES = 10;

/** A live session in which the same thing happens ten times in a row; it is the same one to the end. */
async function liveSession() {
  const scene = await setScene('en');
  const { technician, customer } = await goLive(scene);
  const { sessionsOn } = await administratorOf(scene.lens);
  const before = await sessionsOn();
  let desk = technician;

  return {
    scene,
    customer,
    technician: () => desk,
    panelIs: (opened: typeof technician) => void (desk = opened),
    async goesOn(time: number): Promise<void> {
      await allMediaFlow(desk.panel, customer.page).catch((cause: Error) => {
        throw new Error(`Time ${time + 1} of ${TIMES}: ${cause.message}`, { cause });
      });
    },
    async endsAsOne(): Promise<void> {
      expect(await sessionsOn()).toEqual(before);
      await desk.endsSession();
      await customer.reads('ended_ended');
    },
  };
}

test('a customer who reloads ten times is seen and heard each time', async () => {
  const live = await liveSession();
  for (let time = 0; time < TIMES; time += 1) {
    await live.customer.page.reload();
    await live.customer.turnsCameraOnAgain();
    await live.goesOn(time);
  }
  await live.endsAsOne();
});

test('a panel that is reloaded ten times has picture and sound each time', async () => {
  const live = await liveSession();
  for (let time = 0; time < TIMES; time += 1) {
    await live.technician().panel.reload();
    await live.goesOn(time);
  }
  await live.endsAsOne();
});

test('a panel that is closed and opened ten times has picture and sound each time', async () => {
  const live = await liveSession();
  for (let time = 0; time < TIMES; time += 1) {
    await live.technician().desk.closePanel();
    live.panelIs(await live.scene.reopens(live.technician()));
    await live.goesOn(time);
  }
  await live.endsAsOne();
});

test('a server that is killed and started ten times breaks no call, and finds both sides again', async () => {
  const live = await liveSession();
  for (let time = 0; time < TIMES; time += 1) {
    await live.scene.lens.kill();
    await live.technician().reads('link_lost_live');
    await live.goesOn(time);
    await live.scene.lens.startAgain();
    await live.technician().reads('link_open');
    await live.goesOn(time);
  }
  await live.endsAsOne();
});
