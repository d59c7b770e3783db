import Bowser from 'bowser';

/** The browser and system that a User-Agent names, such as `Chrome on Windows`; or empty. */
export function browserOf(userAgent: string): string {
  if (userAgent === '') return '';
  const { browser, os } = Bowser.parse(userAgent.slice(0, 500));
  if (browser.name === undefined) return '';
  return os.name === undefined ? browser.name : `${browser.name} on ${os.name}`;
}
