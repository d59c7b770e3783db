import { describe, expect, it } from 'vitest';
import { appOf, browserOf, type Browser } from '../../customer-web/browser.ts';

const android = 'Mozilla/5.0 (Linux; Android 14; Pixel 8)';
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15';
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15';

describe('a browser', () => {
  it.each<[Browser, string, number]>([
    ['chrome_android', `${android} AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36`, 5],
    ['samsung', `${android} AppleWebKit/537.36 SamsungBrowser/25.0 Chrome/121 Mobile`, 5],
    ['firefox_android', 'Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0', 5],
    ['safari_ios', `${iphone} Version/17.5 Mobile/15E148 Safari/604.1`, 5],
    ['other_ios', `${iphone} CriOS/126.0 Mobile/15E148 Safari/604.1`, 5],
    ['other_ios', `${iphone} FxiOS/127.0 Mobile/15E148 Safari/605.1.15`, 5],
    ['safari_ios', `${mac} Version/17.5 Safari/605.1.15`, 5],
    ['desktop', `${mac} Chrome/126.0.0.0 Safari/537.36`, 0],
    ['desktop_other', `${mac} Version/17.5 Safari/605.1.15`, 0],
    ['desktop_other', 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 0],
    ['app', `${iphone} Mobile/15E148 [FBAN/FBIOS;FBAV/468.0]`, 5],
  ])('is %s: %s', (browser, userAgent, touchPoints) => {
    expect(browserOf(userAgent, touchPoints)).toBe(browser);
  });

  it.each([
    ['Facebook', `${android} Chrome/126.0 Mobile [FB_IAB/FB4A;FBAV/468.0;]`],
    ['Messenger', `${iphone} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/460]`],
    ['Instagram', `${iphone} Mobile/15E148 Instagram 336.0`],
    ['LINE', `${android} Chrome/126.0 Mobile Line/14.9.1/IAB`],
    ['WeChat', `${android} Chrome/116 MicroMessenger/8.0.49`],
    ['TikTok', `${iphone} Mobile/15E148 musical_ly_35 BytedanceWebview/d8a21c6`],
  ])('of the app %s is named', (app, userAgent) => {
    expect(appOf(userAgent)).toBe(app);
  });

  it('of its own is no app', () => {
    expect(appOf(`${android} Chrome/126.0.0.0 Mobile Safari/537.36`)).toBeNull();
  });
});
