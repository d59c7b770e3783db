import type { createCall } from '../../common/call/call.ts';
import type { Encryptions } from '../../common/call/encryption/encryption.ts';
import type { createApi } from '../../common/client/api.ts';
import type { followSession } from '../../common/client/session-link.ts';
import type { Language } from '../../common/contract/views.ts';
import type { Keeper } from '../storage/keeper.ts';
import type { FollowTechnician } from '../technician/follow-technician.ts';
import type { LargeViewWindows } from './large-view/large-window.svelte.ts';
import type { PictureFiles } from './live/picture-files.ts';
import type { MicrophoneAccess } from './microphone/microphone.svelte.ts';
import type { listenTogether } from './sound/listen-together.ts';
import type { measureLevel } from './sound/measure-level.ts';
import type { playTestTone } from './sound/play-test-tone.ts';
import type { askServer } from './sign-in/server-address.ts';

/** All that the panel reaches outside itself: wired in main.ts, and given by hand in tests. */
export interface Outside {
  keeper: Keeper;
  createApi: typeof createApi;
  askServer: typeof askServer;
  followTechnician: FollowTechnician;
  followSession: typeof followSession;
  createCall: typeof createCall;
  /** The certificates of this profile's sessions, and the words by which they are compared. */
  encryptions: Encryptions;
  locks: Pick<LockManager, 'request'>;
  /** A channel to the other panels of this profile. */
  openChannel(): BroadcastChannel;
  microphone: MicrophoneAccess;
  files: PictureFiles;
  /** What the page of microphone and speaker does with them. */
  sound: {
    measureLevel: typeof measureLevel;
    playTestTone: typeof playTestTone;
    listenTogether: typeof listenTogether;
  };
  /** Opens the page that may ask for the microphone, in a tab. */
  openMicrophonePage(): void;
  openTab(url: string): void;
  largeViews: LargeViewWindows;
  /** Tells the service worker that a panel is open, until the function that it returns is called. */
  holdPanelPort(): () => void;
  /** Says "Customer connected" outside the panel; `aloud` with a notification. */
  sayCustomerConnected(language: Language, aloud: boolean): void;
  unsayCustomerConnected(): void;
  /** The browser's languages, best first (BCP 47). */
  languages: readonly string[];
  /** The extension's id, for words about LENS_EXTENSION_IDS. */
  extensionId: string;
}
