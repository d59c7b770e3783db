import { describe, expect, test } from 'vitest';
import { languages } from '../../../common/contract/views.ts';
import { callStatistics } from '../../../scripts/browser/call-statistics.ts';
import { waitUntil } from '../../../scripts/wait-until.ts';
import { fourWords, fourWordsOnPhone } from '../../support/browser/four-words.ts';
import { isLive } from '../../support/browser/live.ts';
import { setScene } from '../../support/browser/scene.ts';

describe.each(languages)('in %s', (language) => {
  test('a technician and a customer come from the PIN to a live session, and to its end', async () => {
    const scene = await setScene(language);
    const [technician, customer] = await Promise.all([
      scene.technicianSignsIn(),
      scene.customerOpens(),
    ]);

    const pin = await technician.opensSession();
    await technician.reads('waiting');
    await customer.goesToPin();
    await customer.enters(pin);
    await technician.reads('joined');
    await customer.acceptsLicence();
    await technician.reads('connected');
    await customer.reads('not_shared');

    await technician.startsSession();
    await isLive(technician, customer);
    await customer.reads('shared_with', { name: 'Administrator' });
    const words = await fourWords(technician.panel, language);
    expect(words.every((word) => word >= 0)).toBe(true);
    expect(await fourWordsOnPhone(customer.page, language)).toEqual(words);

    await technician.endsSession();
    await technician.reads('ended_ended');
    await customer.reads('ended_ended');
  });

  test('nothing of the customer arrives before the technician starts', async () => {
    const scene = await setScene(language);
    const [technician, customer] = await Promise.all([
      scene.technicianSignsIn(),
      scene.customerOpens(),
    ]);
    await customer.connects(await technician.opensSession());
    await technician.reads('connected');
    // The call is made beforehand, so that the picture is there at once: that it could carry
    // something is what makes this a test.
    await waitUntil(
      'the panel and the phone are connected',
      async () => (await callStatistics(technician.panel)).connections > 0,
    );
    // The customer's own picture runs meanwhile: at least two seconds of it.
    await customer.page.waitForFunction(() =>
      [...document.querySelectorAll('video')].some((video) => video.currentTime > 2),
    );
    const nothing = { connections: 1, framesReceived: 0, audioEnergy: 0, audioPackets: 0 };
    expect(await callStatistics(technician.panel)).toMatchObject(nothing);
    expect(await callStatistics(customer.page)).toMatchObject(nothing);

    await technician.startsSession();
    await isLive(technician, customer);
  });
});
