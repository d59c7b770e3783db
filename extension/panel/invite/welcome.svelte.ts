import type { VoiceChoice } from '../../../common/contract/session.ts';
import type { Language, TechnicianSession } from '../../../common/contract/views.ts';

/** How the customer who comes by an invitation is met. */
export interface WelcomeChoice {
  language: Language;
  voice: VoiceChoice;
}

export interface WelcomeOptions {
  session: Pick<TechnicianSession, 'language' | 'voices'>;
  saveLanguage(language: Language): Promise<unknown>;
  saveVoice(voice: VoiceChoice): Promise<unknown>;
}

/** In which language a customer is invited, and how the two will speak: the technician's choice. */
export class Welcome {
  #language: Language = $state('en');
  #voice: VoiceChoice = $state('here');
  #options: WelcomeOptions;

  constructor(options: WelcomeOptions) {
    const { session } = options;
    this.#options = options;
    this.#language = session.language;
    this.#voice = session.voices.technician;
  }

  get language(): Language {
    return this.#language;
  }

  set language(language: Language) {
    this.#language = language;
    // Each invitation says its language by itself; the session notes it for a panel opened again.
    void this.#options.saveLanguage(language).catch(() => {});
  }

  get voice(): VoiceChoice {
    return this.#voice;
  }

  set voice(voice: VoiceChoice) {
    this.#voice = voice;
    // Whoever types the PIN comes without an invitation: the session tells how the technician would speak.
    void this.#options.saveVoice(voice).catch(() => {});
  }

  get choice(): WelcomeChoice {
    return { language: this.language, voice: this.voice };
  }
}
