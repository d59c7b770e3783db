import { expect, test } from 'vitest';
import { setScene } from '../../support/browser/scene.ts';
import { administratorOf } from '../../support/browser/administrator.ts';

test('Back in a session asks before anything ends, and leaves the page at once afterwards', async () => {
  const scene = await setScene('en');
  const administrator = await administratorOf(scene.lens);
  const { id, pin } = await administrator.opensSession();
  const customer = await scene.customerOpens();
  const { page } = customer;
  await customer.opens(scene.lens.url);
  await customer.connects(pin!);

  await page.evaluate(() => history.back());
  await customer.reads('leave_sure');
  await customer.presses('stay');
  await page.reload();
  await customer.turnsCameraOnAgain();
  await customer.reads('not_shared');
  await page.evaluate(() => history.back());
  await customer.reads('leave_sure');
  expect((await administrator.session(id)).state).toBe('connected');

  await customer.presses('leave_yes');
  await customer.reads('ended_left');
  await page.waitForFunction(() => history.state === null);
  await page.goBack();
  expect(page.url()).toBe('about:blank');
});
