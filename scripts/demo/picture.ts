import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { launchChromium } from '../browser/chromium.ts';

/** Puts the live panel and the phone side by side: the README's picture. */
export async function takePicture(from: string, to: string): Promise<void> {
  const [panel, phone] = await Promise.all(
    ['panel-live', 'customer-live'].map((name) => readFile(`${from}/${name}.png`, 'base64')),
  );
  await mkdir(dirname(to), { recursive: true });
  const browser = await launchChromium({
    viewport: { width: 960, height: 760, deviceScaleFactor: 1.5 },
  });
  try {
    const page = await browser.newPage();
    await page.setContent(`
      <style>
        body { display: flex; gap: 64px; align-items: center; justify-content: center;
          height: 100vh; margin: 0; background: #e9edf3 }
        img { height: 660px; border-radius: 12px; box-shadow: 0 12px 40px rgb(10 20 40 / 25%) }
        img + img { border: 8px solid #161b24; border-radius: 32px }
      </style>
      <img src="data:image/png;base64,${panel}"><img src="data:image/png;base64,${phone}">`);
    await page.screenshot({ path: to as `${string}.png` });
  } finally {
    await browser.close();
  }
}
