import { PageWords } from '../../common/ui/words.svelte.ts';
import type { Language } from '../../common/contract/views.ts';
import type { SessionState } from '../../common/contract/session.ts';
import { panelWords } from '../../common/i18n/panel/words.ts';
import { chooseLanguage } from '../../common/i18n/translate.ts';
import type { Kept } from '../storage/kept.ts';
import { RunningClock } from './clock.svelte.ts';
import { Microphone } from './microphone/microphone.svelte.ts';
import type { Outside } from './outside.ts';
import { SignInForm } from './sign-in/sign-in-form.svelte.ts';
import { SignedIn } from './signed-in.svelte.ts';
import { SoundDevices } from './sound/sound-devices.svelte.ts';

/** Every screen of the panel: those before a session, and one for each of a session's states. */
export type ScreenName = 'sign_in' | 'opening' | 'home' | 'elsewhere' | SessionState;

/** The whole panel: who is signed in, and which screen that makes. */
export class Panel {
  readonly outside: Outside;
  readonly words: PageWords<(typeof panelWords)['en']>;
  readonly clock = new RunningClock();
  /** Which microphones and speakers there are, and which are chosen. */
  readonly devices: SoundDevices;
  readonly microphone: Microphone;
  kept: Kept = $state.raw() as Kept;
  account: SignedIn | null = $state.raw(null);
  signIn: SignInForm | null = $state.raw(null);
  #stopListening: () => void;

  constructor(outside: Outside) {
    this.outside = outside;
    this.kept = outside.keeper.now();
    this.words = new PageWords(panelWords, this.#language(this.kept));
    this.devices = new SoundDevices(outside.microphone.devices, outside.keeper);
    this.microphone = new Microphone(outside.microphone, this.devices);
    this.#stopListening = outside.keeper.subscribe((kept) => this.#keptChanged(kept));
    this.#enter(false);
  }

  get screen(): ScreenName {
    const { account } = this;
    if (!account) return 'sign_in';
    if (account.hasTurn) return screenOfHolder(account);
    if (!account.news) return 'opening';
    return account.news.session ? 'elsewhere' : 'home';
  }

  setLanguage(language: Language): void {
    this.outside.keeper.change({ language });
  }

  goOnWithoutMicrophone(): void {
    this.outside.keeper.change({ withoutMicrophone: true });
  }

  close(): void {
    this.#stopListening();
    this.account?.close();
    this.microphone.close();
    this.devices.close();
    this.clock.close();
  }

  #language(kept: Kept): Language {
    return kept.language ?? chooseLanguage(this.outside.languages);
  }

  /** Another window may have signed in or out, or changed the language: all panels follow. */
  #keptChanged(kept: Kept): void {
    this.kept = kept;
    if (this.words.language !== this.#language(kept)) this.words.language = this.#language(kept);
    if (kept.signIn?.token !== this.account?.signIn.token) this.#enter(false);
    else if (kept.signIn && this.account) this.account.signIn = kept.signIn;
  }

  #enter(ended: boolean): void {
    const { keeper } = this.outside;
    const { signIn } = keeper.now();
    this.account?.close();
    this.account = null;
    this.signIn = null;
    if (signIn && signIn.expires > Date.now()) {
      this.account = new SignedIn({
        outside: this.outside,
        signIn,
        microphone: this.microphone,
        language: () => this.words.language,
        onsignedout: (byServer) => this.#signedOut(byServer),
      });
      return;
    }
    this.signIn = new SignInForm({
      outside: this.outside,
      language: () => this.words.language,
      ended: ended || signIn !== null,
      onsignedin: (made, server) =>
        keeper.change({ server, email: made.technician.email, signIn: made }),
    });
  }

  #signedOut(ended: boolean): void {
    this.account?.close();
    this.account = null;
    this.outside.keeper.change({ signIn: null, session: null, draft: null, muted: null });
    this.#enter(ended);
  }
}

/** The screen of the panel that has the turn. */
function screenOfHolder(account: SignedIn): ScreenName {
  const { session, ended, looked } = account.current;
  if (session) {
    if (session.view.seat === 'elsewhere') return 'elsewhere';
    return session.entered && session.view.session ? session.view.session.state : 'opening';
  }
  if (ended) return 'ended';
  return looked ? 'home' : 'opening';
}
