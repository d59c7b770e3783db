import { expect, onTestFinished, test } from 'vitest';
import { administratorOf } from '../../support/browser/administrator.ts';
import { goLive } from '../../support/browser/live.ts';
import { setScene } from '../../support/browser/scene.ts';
import { openCustomerLine } from '../../support/network/customer-line.ts';
import { allMediaFlow } from '../../support/network/media-back.ts';

/** A live session whose customer's network can be cut; a side's seat is held for 8 s. */
async function liveOverLine() {
  const scene = await setScene('en', { LENS_SEAT_SECONDS: '8' });
  const line = await openCustomerLine(scene.lens.url);
  onTestFinished(() => line.close());
  const { technician, customer } = await goLive(scene, { url: line.url });
  const { sessionsOn } = await administratorOf(scene.lens);
  return { technician, customer, line, sessionsOn };
}

test('a network that is lost for three seconds leaves the same session, and picture and sound come back', async () => {
  const { technician, customer, line, sessionsOn } = await liveOverLine();
  const before = await sessionsOn();
  line.cut();
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  line.mend();
  await allMediaFlow(technician.panel, customer.page);
  expect(await sessionsOn()).toEqual(before);
});

test('a network that is lost for longer than the seat is held ends the session, and both are told so', async () => {
  const { technician, customer, line, sessionsOn } = await liveOverLine();
  line.cut();
  await technician.reads('ended_seat_lost');
  line.mend();
  await customer.reads('ended_seat_lost');
  expect(await sessionsOn()).toEqual([]);
});
