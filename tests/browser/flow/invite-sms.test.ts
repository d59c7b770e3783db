import { expect, onTestFinished, test } from 'vitest';
import { joinsByTap, linkIn, touchesLink } from '../../support/browser/invited.ts';
import { setScene } from '../../support/browser/scene.ts';
import { testTwilio } from '../../support/twilio.ts';

test('an SMS typed as a French number is sent, said to be delivered, and its link leads to a live session', async () => {
  const twilio = await testTwilio();
  onTestFinished(() => twilio.stop());
  const scene = await setScene('fr', {
    LENS_DEFAULT_COUNTRY: 'FR',
    LENS_DEFAULT_LANGUAGE: 'fr',
    LENS_TWILIO_ACCOUNT_SID: `AC${'a'.repeat(32)}`,
    LENS_TWILIO_AUTH_TOKEN: 'token',
    LENS_TWILIO_FROM: '+15005550006',
    LENS_TWILIO_ORIGIN: twilio.origin,
  });
  const technician = await scene.technicianSignsIn();
  const pin = await technician.opensSession();
  await technician.sendsSms('06 12 34 56 78');
  await technician.reads('invitation_delivered');

  const [sms, ...others] = twilio.created.map(({ form }) => form);
  expect(others).toEqual([]);
  expect(sms?.['To']).toBe('+33612345678');
  expect(sms?.['Body']).toContain(pin);
  const customer = await touchesLink(scene, linkIn(sms?.['Body'] ?? ''));
  await joinsByTap(technician, customer);
});
