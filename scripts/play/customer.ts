import type { Page } from 'puppeteer';
import type { VoiceChoice } from '../../common/contract/session.ts';
import type { Language } from '../../common/contract/views.ts';
import { customerWords } from '../../common/i18n/customer/words.ts';
import { translator } from '../../common/i18n/translate.ts';
import { findControl, press, read, readMatch, reads, type } from '../browser/person.ts';

/** What a customer does on the phone, by the words that stand there. */
export function customerAt(page: Page, language: Language) {
  const say = translator(customerWords, language);
  return {
    page,
    say,
    /** From the first screen to the PIN, saying yes to camera and microphone, or to the camera alone. */
    async goesToPin(voice: VoiceChoice = 'here'): Promise<void> {
      await press(page, say('skip'));
      await press(page, say(voice === 'here' ? 'camera_allow' : 'camera_phone'));
      await findControl(page, say('pin'));
    },
    /** Opens an address as if it were touched in a message: the page begins anew. */
    async opens(address: string): Promise<void> {
      await page.goto('about:blank');
      await page.goto(address);
    },
    /** From a link that was touched to the one button that joins. */
    async goesToConnect(): Promise<void> {
      await press(page, say('skip'));
      await press(page, say('camera_allow'));
      await findControl(page, say('connect'), 'button');
      await read(page, say('join_heading'));
    },
    /** Types the PIN: with the sixth digit the page goes on by itself. */
    enters: (pin: string) => type(page, say('pin'), pin),
    /** Types the four extra digits, in place of what stands there: they go on by themselves, too. */
    async entersExtra(digits: string): Promise<void> {
      await findControl(page, say('pin_extra'));
      await page.$eval('#extra', (input) => (input as HTMLInputElement).select());
      await type(page, say('pin_extra'), digits);
    },
    /** After a reload: says yes again, where the browser has not remembered the first yes. */
    async turnsCameraOnAgain(): Promise<void> {
      const again = say('camera_again_allow');
      await readMatch(page, new RegExp(`${again}|${say('leave')}`));
      if (await reads(page, again)) await press(page, again);
    },
    acceptsLicence: () => press(page, say('accept')),
    /** The whole way until the technician can start. */
    async connects(pin: string, voice?: VoiceChoice): Promise<void> {
      await this.goesToPin(voice);
      await this.enters(pin);
      await this.acceptsLicence();
      await read(page, say('not_shared'));
    },
    /** The whole way by a link, until the technician can start. */
    async connectsByLink(link: string): Promise<void> {
      await this.opens(link);
      await this.goesToConnect();
      await press(page, say('connect'));
      await this.acceptsLicence();
      await read(page, say('not_shared'));
    },
    reads: (...[key, values]: Parameters<typeof say>) => read(page, say(key, values)),
    presses: (...[key, values]: Parameters<typeof say>) => press(page, say(key, values)),
  };
}

export type CustomerAt = ReturnType<typeof customerAt>;
