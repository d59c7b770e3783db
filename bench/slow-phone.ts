import type { Page } from 'puppeteer';

/**
 * A cheap phone on slow 4G: 150 ms of round trip, 1.6 Mbit/s down, 750 kbit/s up, each request
 * slowed as Lighthouse does with devtools throttling (latency x 3.75, throughput x 0.9), and a
 * processor four times slower.
 * Source: Lighthouse, docs/throttling.md, "mobileSlow4G".
 */
export async function slowPhone(page: Page): Promise<void> {
  const session = await page.createCDPSession();
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150 * 3.75,
    downloadThroughput: (1_600_000 / 8) * 0.9,
    uploadThroughput: (750_000 / 8) * 0.9,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}
