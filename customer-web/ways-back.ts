import type { customerWords } from '../common/i18n/customer/words.ts';
import type { Browser } from './browser.ts';

type Key = keyof typeof customerWords.en;

/** From a refusal back to the camera: in a browser through its settings, out of an app into a browser. */
export const waysBack: Record<Browser, readonly Key[]> = {
  chrome_android: ['way_chrome_android_1', 'way_chrome_android_2', 'way_chrome_android_3'],
  samsung: ['way_samsung_1', 'way_samsung_2', 'way_samsung_3'],
  firefox_android: ['way_firefox_android_1', 'way_firefox_android_2', 'way_firefox_android_3'],
  safari_ios: ['way_safari_ios_1', 'way_safari_ios_2', 'way_safari_ios_3'],
  other_ios: ['way_other_ios_1', 'way_other_ios_2', 'way_other_ios_3'],
  desktop: ['way_desktop_1', 'way_desktop_2', 'way_desktop_3'],
  desktop_other: ['way_desktop_1', 'way_desktop_2', 'way_desktop_3'],
  app: ['way_app_1', 'way_app_2'],
};
