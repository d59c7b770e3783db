import { expect, test } from 'vitest';
import { setScene } from '../../support/browser/scene.ts';
import { waitUntil } from '../../../scripts/wait-until.ts';
import { administratorOf } from '../../support/browser/administrator.ts';

const digitsAfter = (digits: string) =>
  String((Number(digits) + 1) % 10 ** digits.length).padStart(digits.length, '0');

/** Guesses wrong PINs from ever new addresses until the server asks everybody for more digits. */
async function attack(url: string, pin: string): Promise<void> {
  let address = 0;
  for (let guess = digitsAfter(pin); ; guess = digitsAfter(guess)) {
    address += 1;
    const answer = await fetch(`${url}/api/pins/find`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': `198.51.${address >> 8}.${address & 255}`,
      },
      body: JSON.stringify({ pin: guess }),
    });
    const { error } = (await answer.json()) as { error: { code: string } };
    if (error.code === 'pin_extra_needed') return;
    if (error.code !== 'pin_wrong') throw new Error(`The attack met ${error.code}.`);
  }
}

test('while PINs are being guessed, an honest customer gets in by four digits more', async () => {
  const scene = await setScene('en', { LENS_TRUSTED_PROXIES: '127.0.0.1,::1' });
  const administrator = await administratorOf(scene.lens);
  const { id, pin } = await administrator.opensSession();
  const customer = await scene.customerOpens();
  await customer.goesToPin();
  await attack(scene.lens.url, pin!);

  await customer.enters(pin!);
  await customer.reads('pin_extra_why');
  let extra: string | null = null;
  await waitUntil('the technician sees the extra digits', async () => {
    extra = (await administrator.session(id)).pinExtra;
    return extra !== null;
  });
  await customer.entersExtra(digitsAfter(extra!));
  await customer.reads('pin_extra_wrong');
  expect(await customer.page.$eval('#pin', (input) => (input as HTMLInputElement).value)).toBe(pin);

  await customer.entersExtra(extra!);
  await customer.acceptsLicence();
  await customer.reads('not_shared');
});
