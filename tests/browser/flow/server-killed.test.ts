import { test } from 'vitest';
import { goLive, isLive } from '../../support/browser/live.ts';
import { setScene } from '../../support/browser/scene.ts';

test('a server killed while live and started again finds both sides in the same session', async () => {
  const scene = await setScene('en');
  const { technician, customer } = await goLive(scene);

  await scene.lens.kill();
  await technician.reads('link_lost_live');
  await customer.reads('link_down_live');
  // The call itself needs no server while it runs.
  await isLive(technician, customer);

  await scene.lens.startAgain();
  await technician.reads('link_open');
  await isLive(technician, customer);

  // That they are in the same session, and the server in it with them, shows when it ends.
  await technician.endsSession();
  await customer.reads('ended_ended');
});
