import puppeteer, { type Browser } from 'puppeteer';
import { ensureBrowser, howToGet } from './install.ts';
import type { Asking } from './devices.ts';

/** Starts a Firefox with a new profile, an imitated camera and microphone, and WebRTC on loopback. */
export async function launchFirefox(settings: {
  language?: string;
  headless?: boolean;
  asking?: Asking;
}): Promise<Browser> {
  const { language = 'en-US', headless = true, asking = 'asks' } = settings;
  const executablePath = await ensureBrowser('firefox');
  if (!executablePath) throw new Error(howToGet.firefox);
  return puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless,
    extraPrefsFirefox: {
      'intl.accept_languages': language,
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': asking !== 'denied',
      'permissions.default.camera': asking === 'denied' ? 2 : 0,
      'permissions.default.microphone': asking === 'denied' ? 2 : 0,
      'media.autoplay.default': 0,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      'media.peerconnection.ice.loopback': true,
    },
  });
}
