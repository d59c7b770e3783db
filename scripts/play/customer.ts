import type { Page } from 'puppeteer';
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
    /** From the first screen to the PIN, saying yes to camera and microphone. */
    async goesToPin(): Promise<void> {
      await press(page, say('skip'));
      await press(page, say('camera_allow'));
      await findControl(page, say('pin'));
    },
    /** Types the PIN: with the sixth digit the page goes on by itself. */
    enters: (pin: string) => type(page, say('pin'), pin),
    /** After a reload: says yes again, where the browser has not remembered the first yes. */
    async turnsCameraOnAgain(): Promise<void> {
      const again = say('camera_again_allow');
      await readMatch(page, new RegExp(`${again}|${say('leave')}`));
      if (await reads(page, again)) await press(page, again);
    },
    acceptsLicence: () => press(page, say('accept')),
    /** The whole way until the technician can start. */
    async connects(pin: string): Promise<void> {
      await this.goesToPin();
      await this.enters(pin);
      await this.acceptsLicence();
      await read(page, say('not_shared'));
    },
    reads: (...[key, values]: Parameters<typeof say>) => read(page, say(key, values)),
    presses: (...[key, values]: Parameters<typeof say>) => press(page, say(key, values)),
  };
}

export type CustomerAt = ReturnType<typeof customerAt>;
