import { TOTP } from 'otpauth';
import { describe, expect, test } from 'vitest';
import { languages } from '../../../common/contract/views.ts';
import { errorWords } from '../../../common/i18n/errors/words.ts';
import { fill, press, read } from '../../../scripts/browser/person.ts';
import { setScene } from '../../support/browser/scene.ts';

describe.each(languages)('in %s', (language) => {
  test('a technician adds a second factor, is asked for it, changes the password and signs out everywhere', async () => {
    const scene = await setScene(language);
    const technician = await scene.technicianSignsIn();
    const { panel, say, presses, reads } = technician;
    const { password } = scene.lens.administrator;
    const openAccount = async () => {
      await presses('menu');
      await presses('account');
      await reads('account_places');
    };
    /** The key, or the first recovery code: what stands there to be copied. */
    const readCode = () => panel.$eval('main code', (code) => code.textContent ?? '');

    await openAccount();
    await reads('place_here');
    await presses('factor_add');
    await fill(panel, say('password'), password);
    await presses('factor_continue');
    await reads('factor_scan');
    const key = await readCode();
    const authenticator = new TOTP({ secret: key.replaceAll(' ', '') });
    await fill(panel, say('factor_code'), authenticator.generate());
    await presses('factor_confirm');
    await reads('factor_codes_more');
    const recoveryCode = await readCode();
    await presses('factor_kept');
    await reads('factor_added');
    await reads('factor_on');

    await presses('menu');
    await press(panel, say('sign_out'));
    await read(panel, say('server'));
    await fill(panel, say('password'), password);
    await presses('sign_in');
    await reads('code_more');
    await fill(panel, say('code'), 'aaaa bbbb cccc dddd');
    await presses('sign_in');
    await read(panel, errorWords[language].second_factor_wrong);
    await fill(panel, say('code'), recoveryCode);
    await presses('sign_in');
    await reads('start_new');

    await openAccount();
    await presses('password_change');
    await fill(panel, say('password_current'), 'not the password');
    await fill(panel, say('password_new'), 'four words put together');
    await presses('password_change');
    await read(panel, errorWords[language].password_wrong);
    await fill(panel, say('password_current'), password);
    await presses('password_change');
    await reads('password_changed');

    await presses('places_end');
    await reads('places_end_ask');
    await panel.click('dialog .danger');
    await read(panel, say('server'));
    // Signed out by the technician, and not by anything to be explained.
    expect(await panel.evaluate(() => document.body.innerText)).not.toContain(say('sign_in_ended'));
  });
});
