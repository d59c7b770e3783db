import { describe, expect, test } from 'vitest';
import { languages } from '../../../common/contract/views.ts';
import { errorWords } from '../../../common/i18n/errors/words.ts';
import { read } from '../../../scripts/browser/person.ts';
import { setScene } from '../../support/browser/scene.ts';

/** A PIN that is not `pin`: the last digit is another one. */
const otherThan = (pin: string) => pin.slice(0, 5) + ((Number(pin[5]) + 1) % 10);

describe.each(languages)('in %s', (language) => {
  const words = errorWords[language];

  test('a wrong, a replaced and a used PIN are each told apart, in words', async () => {
    const scene = await setScene(language);
    const [technician, customer, other] = await Promise.all([
      scene.technicianSignsIn(),
      scene.customerOpens(),
      scene.customerOpens(),
    ]);
    const first = await technician.opensSession();
    await customer.goesToPin();
    await customer.enters(otherThan(first));
    await read(customer.page, words.pin_wrong);

    const second = await technician.makesNewPin(first);
    expect(second).not.toBe(first);
    await customer.enters(first);
    await read(customer.page, words.pin_expired);

    await customer.enters(second);
    await technician.reads('joined');
    await other.goesToPin();
    await other.enters(second);
    await read(other.page, words.pin_used);
  });
});

test('a PIN that has timed out is refused in words, and the panel says so too', async () => {
  const scene = await setScene('en', { LENS_PIN_MINUTES: '1' });
  const [technician, customer] = await Promise.all([
    scene.technicianSignsIn(),
    scene.customerOpens(),
  ]);
  const pin = await technician.opensSession();
  await customer.goesToPin();
  await technician.panel.waitForFunction(
    (expired) => document.body.innerText.includes(expired),
    { timeout: 90_000, polling: 500 },
    technician.say('pin_expired'),
  );
  await customer.enters(pin);
  await read(customer.page, errorWords.en.pin_expired);
});
