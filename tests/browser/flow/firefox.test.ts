import { describe, expect, test } from 'vitest';
import { languages } from '../../../common/contract/views.ts';
import { findBrowser } from '../../../scripts/browser/find.ts';
import { goLive } from '../../support/browser/live.ts';
import { setScene } from '../../support/browser/scene.ts';

const hasFirefox = (await findBrowser('firefox')) !== null;

// `npm test` says loudly when there is no Firefox, and fails where CI is set.
describe.skipIf(!hasFirefox).each(languages)('in %s', (language) => {
  test('a customer with Firefox connects, is seen and is heard', async () => {
    const scene = await setScene(language);
    const { customer } = await goLive(scene, { engine: 'firefox' });
    expect(await customer.page.evaluate(() => navigator.userAgent)).toContain('Firefox');
  });
});
