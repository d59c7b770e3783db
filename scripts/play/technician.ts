import type { Page } from 'puppeteer';
import type { Language } from '../../common/contract/views.ts';
import { panelWords } from '../../common/i18n/panel/words.ts';
import { translator } from '../../common/i18n/translate.ts';
import { fill, press, read, readMatch } from '../browser/person.ts';

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
    async signIn({ server, email, password }: SignIn): Promise<void> {
      await fill(panel, say('server'), server);
      await fill(panel, say('email'), email);
      await fill(panel, say('password'), password);
      await press(panel, say('sign_in'));
      await read(panel, say('start_new'));
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
