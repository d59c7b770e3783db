import { describe, expect, test } from 'vitest';
import { languages } from '../../../common/contract/views.ts';
import { errorWords } from '../../../common/i18n/errors/words.ts';
import { setScene } from '../../support/browser/scene.ts';

describe.each(languages)('in %s', (language) => {
  test('a second session for the same technician is refused with its words', async () => {
    const scene = await setScene(language);
    const { lens } = scene;
    const technician = await scene.technicianSignsIn();
    await technician.opensSession();

    // What another desk's panel would send that has not heard of the first session yet.
    const post = (path: string, body: object, token?: string) =>
      fetch(`${lens.url}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'accept-language': language,
          ...(token && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(body),
      });
    const signedIn = await post('/api/technicians/sign-in', lens.administrator);
    const { token } = (await signedIn.json()) as { token: string };
    const refused = await post('/api/sessions', { device: 'ab'.repeat(16) }, token);
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({
      error: {
        code: 'session_already_open',
        message: errorWords[language].session_already_open,
      },
    });
  });

  test('another desk is shown where the session is, and can take it there', async () => {
    const scene = await setScene(language);
    const here = await scene.technicianSignsIn();
    const pin = await here.opensSession();

    const there = await scene.technicianSignsIn({}, 'elsewhere_desk');
    await there.presses('continue_here');
    expect(await there.readsPin()).toBe(pin);
    await here.reads('elsewhere_desk');
  });
});
