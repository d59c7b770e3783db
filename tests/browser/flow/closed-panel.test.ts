import { test } from 'vitest';
import { waitUntil } from '../../../scripts/wait-until.ts';
import { isLive } from '../../support/browser/live.ts';
import { setScene } from '../../support/browser/scene.ts';

test('a technician whose panel is closed is told that the customer is connected', async () => {
  const scene = await setScene('fr');
  const [technician, customer] = await Promise.all([
    scene.technicianSignsIn(),
    scene.customerOpens(),
  ]);
  const pin = await technician.opensSession();
  await technician.desk.closePanel();

  await customer.connects(pin);
  await customer.reads('back_soon');
  const worker = await technician.desk.worker();
  await waitUntil('the badge and the notification are there', () =>
    worker.evaluate(async () => {
      const notifications = await chrome.notifications.getAll();
      const badge = await chrome.action.getBadgeText({});
      return badge !== '' && Object.keys(notifications).length === 1;
    }),
  );

  const again = await scene.reopens(technician);
  await again.reads('connected');
  await waitUntil('the badge is gone', () =>
    worker.evaluate(async () => (await chrome.action.getBadgeText({})) === ''),
  );
  await again.startsSession();
  await isLive(again, customer);
});
