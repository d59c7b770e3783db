import { describe, test } from 'vitest';
import { languages } from '../../../common/contract/views.ts';
import { goLive, isLive } from '../../support/browser/live.ts';
import { setScene } from '../../support/browser/scene.ts';

describe.each(languages)('in %s', (language) => {
  test('a customer who reloads while live is seen and heard again', async () => {
    const scene = await setScene(language);
    const { technician, customer } = await goLive(scene);
    await customer.page.reload();
    await customer.turnsCameraOnAgain();
    await isLive(technician, customer);
  });
});
