import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchChromium } from '../browser/chromium.ts';

/** How many frames the film has before it begins anew; a lamp blinks once in it. */
const FRAMES = 20;

/** Upright, and no higher than the camera is asked for: what is beyond would be cut off. */
const size = { width: 408, height: 720 };

const lamp = (x: number, colour: string) => `<circle cx="${x}" cy="812" r="13" fill="${colour}"/>`;

/** A router on a shelf as a phone held upright shows it, its internet lamp red or dark. */
const frame = (index: number) => `
  <svg style="display:block" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 1280" preserveAspectRatio="xMidYMid slice" width="${size.width}" height="${size.height}">
    <defs>
      <linearGradient id="wall" x2="0" y2="1"><stop stop-color="#d9cfc0"/><stop offset="1" stop-color="#b9ab97"/></linearGradient>
      <linearGradient id="shelf" x2="0" y2="1"><stop stop-color="#8a5a34"/><stop offset="1" stop-color="#5f3c20"/></linearGradient>
      <linearGradient id="case" x2="0" y2="1"><stop stop-color="#3a414c"/><stop offset="1" stop-color="#1d222a"/></linearGradient>
    </defs>
    <rect width="720" height="1280" fill="url(#wall)"/>
    <g transform="translate(${Math.sin((index / FRAMES) * 2 * Math.PI) * 5} ${Math.cos((index / FRAMES) * 2 * Math.PI) * 4})">
      <rect x="-40" y="900" width="800" height="440" fill="url(#shelf)"/>
      <ellipse cx="360" cy="915" rx="320" ry="26" fill="#0005"/>
      <path d="M170 700 L130 330 M550 700 L590 330" stroke="#22272f" stroke-width="26" stroke-linecap="round"/>
      <rect x="70" y="690" width="580" height="215" rx="34" fill="url(#case)"/>
      <rect x="70" y="690" width="580" height="60" rx="30" fill="#4a525f"/>
      ${lamp(170, '#53d769')}${lamp(270, '#53d769')}${lamp(370, '#53d769')}
      ${lamp(470, index < FRAMES / 2 ? '#ff3b30' : '#3a1512')}
      <g fill="#aab2be" font-family="sans-serif" font-size="22" text-anchor="middle">
        <text x="170" y="864">Power</text><text x="270" y="864">Wi-Fi</text>
        <text x="370" y="864">LAN</text><text x="470" y="864">Internet</text>
      </g>
      <path d="M590 850 C 700 900, 640 1060, 760 1120" stroke="#e6c229" stroke-width="18" fill="none"/>
    </g>
  </svg>`;

/** Draws the film that the customer's camera shows for the README's picture; gives its file. */
export async function makeFilm(folder: string): Promise<string> {
  const film = join(folder, 'router.mjpeg');
  const browser = await launchChromium({ viewport: size });
  try {
    const page = await browser.newPage();
    for (let index = 0; index < FRAMES; index += 1) {
      await page.setContent(`<style>body{margin:0}</style>${frame(index)}`);
      await appendFile(film, await page.screenshot({ type: 'jpeg', quality: 90 }));
    }
  } finally {
    await browser.close();
  }
  return film;
}
