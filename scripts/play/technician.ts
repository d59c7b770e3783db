import type { Page, Target } from 'puppeteer';
import type { VoiceChoice } from '../../common/contract/session.ts';
import type { Language } from '../../common/contract/views.ts';
import { panelWords, type PanelKey } from '../../common/i18n/panel/words.ts';
import { translator } from '../../common/i18n/translate.ts';
import { choose, fill, findControl, openTab, press, read, readMatch } from '../browser/person.ts';
import { readQrCode } from '../browser/qr-code.ts';
import type { Technician } from '../browser/technician.ts';
import { waitUntil } from '../wait-until.ts';

/** An account, and the server that knows it. */
export interface SignIn {
  server: string;
  email: string;
  password: string;
}

/** What a technician does in the panel, by the words that stand there. */
export function technicianAt(panel: Page, language: Language) {
  const say = translator(panelWords, language);
  return {
    panel,
    say,
    /** Signs in; `lands` is what the panel then shows, the start of a new session unless told. */
    async signIn({ server, email, password }: SignIn, lands: PanelKey = 'start_new') {
      await fill(panel, say('server'), server);
      await fill(panel, say('email'), email);
      await fill(panel, say('password'), password);
      await press(panel, say('sign_in'));
      await read(panel, say(lands));
    },
    /** Lets Chrome ask for the microphone in the tab that the panel opens for it. */
    async setsUpMicrophone(desk: Technician): Promise<void> {
      const isPage = (target: Target) => target.url().includes('/microphone/index.html');
      await press(panel, say('microphone_allow'));
      const tab = await (await desk.browser.waitForTarget(isPage)).asPage();
      await press(tab, say('microphone_page_ask'));
      await desk.answersMicrophone('granted');
      await read(tab, say('microphone_page_granted'));
      await tab.close();
    },
    /** Opens a session and gives the PIN that the panel shows. */
    async opensSession(): Promise<string> {
      await press(panel, say('start_new'));
      await read(panel, say('new_session'));
      return this.readsPin();
    },
    async readsPin(): Promise<string> {
      const [pin] = await readMatch(panel, /\b\d{3}\s?\d{3}\b/);
      return pin.replace(/\s/g, '');
    },
    /** Replaces the PIN that stands there, and gives the new one. */
    async makesNewPin(former: string): Promise<string> {
      await press(panel, say('pin_new'));
      let pin = former;
      await waitUntil('the panel shows a new PIN', async () => {
        pin = await this.readsPin();
        return pin !== former;
      });
      return pin;
    },
    /** Says how the two will speak, before inviting. */
    choosesVoice: (voice: VoiceChoice) => choose(panel, say('voice'), voice),
    /** Sends the invitation by SMS to a number, typed as people write it. */
    async sendsSms(to: string): Promise<void> {
      await openTab(panel, say('way_sms'));
      await fill(panel, say('phone'), to);
      await press(panel, say('send_sms'));
    },
    async sendsEmail(to: string): Promise<void> {
      await openTab(panel, say('way_email'));
      await fill(panel, say('e_mail'), to);
      await press(panel, say('send_email'));
    },
    /** Copies the link, and gives what is then in the clipboard. */
    async copiesLink(desk: Technician): Promise<string> {
      await openTab(panel, say('way_link'));
      await press(panel, say('copy_link'));
      await readMatch(panel, new RegExp(say('link_copied', { time: '\\d{1,2}:\\d\\d' })));
      return desk.readsClipboard(panel);
    },
    /** Shows the QR code, and gives what a phone reads in a picture of the panel. */
    async showsQrCode(): Promise<string> {
      await openTab(panel, say('way_qr'));
      await findControl(panel, say('qr_name'));
      let link: string | null = null;
      await waitUntil('the QR code can be read', async () => {
        link = await readQrCode(panel, await panel.screenshot());
        return link !== null;
      });
      return link ?? '';
    },
    startsSession: () => press(panel, say('start')),
    /** Ends the session, and means it. */
    async endsSession(): Promise<void> {
      await press(panel, say('end'));
      await read(panel, say('end_ask'));
      await press(panel, say('end'));
    },
    reads: (...[key, values]: Parameters<typeof say>) => read(panel, say(key, values)),
    presses: (...[key, values]: Parameters<typeof say>) => press(panel, say(key, values)),
  };
}

export type TechnicianAt = ReturnType<typeof technicianAt>;
