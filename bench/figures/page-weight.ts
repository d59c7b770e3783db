import { atMost, type Figure } from '../figure.ts';
import type { Bench } from '../bench.ts';
import { customerAt } from '../../scripts/play/customer.ts';

/** The budgets that the customer's page keeps up to the PIN screen, compressed, headers included. */
const BUDGET_KB = 60;
const BUDGET_REQUESTS = 8;

/** What a phone fetches until the PIN can be typed: kilobytes over the wire, and requests. */
export async function pageWeight(bench: Bench): Promise<Figure[]> {
  const { browser, lensUrl } = await bench.pages();
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    const session = await page.createCDPSession();
    await session.send('Network.enable');
    let bytes = 0;
    let requests = 0;
    session.on('Network.requestWillBeSent', ({ request }) => {
      if (/^https?:/.test(request.url)) requests += 1;
    });
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await page.goto(lensUrl);
    await customerAt(page, 'en').goesToPin();
    await page.waitForNetworkIdle({ idleTime: 500 });
    return [
      atMost(1, {
        figure: 'page-weight',
        lens: Number((bytes / 1024).toFixed(1)),
        floor: BUDGET_KB,
        floorName: 'the budget',
        unit: 'KB over the wire up to the PIN screen',
      }),
      atMost(1, {
        figure: 'page-requests',
        lens: requests,
        floor: BUDGET_REQUESTS,
        floorName: 'the budget',
        unit: 'requests up to the PIN screen',
      }),
    ];
  } finally {
    await context.close();
  }
}
