import { describe, test } from 'vitest';
import { languages } from '../../../common/contract/views.ts';
import { goLive } from '../../support/browser/live.ts';
import { setScene } from '../../support/browser/scene.ts';

describe.each(languages)('in %s', (language) => {
  test('a customer who declines the licence ends the session, and both are told', async () => {
    const scene = await setScene(language);
    const [technician, customer] = await Promise.all([
      scene.technicianSignsIn(),
      scene.customerOpens(),
    ]);
    const pin = await technician.opensSession();
    await customer.goesToPin();
    await customer.enters(pin);
    await customer.presses('decline');
    await customer.presses('decline_yes');
    await customer.reads('ended_declined');
    await technician.reads('ended_declined');
  });

  test('a customer who leaves a live session ends it, and both are told', async () => {
    const scene = await setScene(language);
    const { technician, customer } = await goLive(scene);
    await customer.presses('leave');
    await customer.presses('leave_yes');
    await customer.reads('ended_left');
    await technician.reads('ended_left');
  });
});
