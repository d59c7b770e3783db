import type { VoiceChoice } from '../../../common/contract/session.ts';
import type { Language } from '../../../common/contract/views.ts';
import type { Keeper } from '../../storage/keeper.ts';

/** How the customer who comes by an invitation is met. */
export interface WelcomeChoice {
  language: Language;
  voice: VoiceChoice;
}

export interface WelcomeOptions {
  session: { id: string; language: Language };
  keeper: Keeper;
  saveLanguage(language: Language): Promise<unknown>;
}

/** In which language a customer is invited, and how the two will speak: the technician's choice. */
export class Welcome {
  #language: Language = $state('en');
  #voice: VoiceChoice = $state('here');
  #options: WelcomeOptions;

  constructor(options: WelcomeOptions) {
    const { session, keeper } = options;
    this.#options = options;
    this.#language = session.language;
    this.#voice = keeper.now().onThePhone === session.id ? 'phone' : 'here';
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
    const { keeper, session } = this.#options;
    keeper.change({ onThePhone: voice === 'phone' ? session.id : null });
  }

  get choice(): WelcomeChoice {
    return { language: this.language, voice: this.voice };
  }
}
