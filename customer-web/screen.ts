import type { Component } from 'svelte';
import type { EncryptionView } from '../common/call/encryption/view.ts';
import type { EndReason, VoiceChoice } from '../common/contract/session.ts';
import type { Language } from '../common/contract/views.ts';
import type { customerWords } from '../common/i18n/customer/words.ts';
import type { Translate } from '../common/i18n/translate.ts';
import type { CallCause } from '../common/call/causes/cause.ts';
import type { Paper } from '../common/showing/drawing/paper.ts';
import type { CameraState, PictureState } from '../common/showing/said.ts';
import type { Still } from '../common/showing/stills/still.ts';
import type { Browser } from './browser.ts';
import type { PicturesTaken } from './together/pictures-seen.svelte.ts';

/**
 * Why there is no camera or no microphone: not allowed, the question closed without an answer, none
 * in the device, held by another app, or failed for a reason of its own.
 */
export const refusals = ['camera', 'microphone', 'dismissed', 'missing', 'busy', 'failed'] as const;
export type Refusal = (typeof refusals)[number];

/** The picture and who it is shared with: before the start, and live. */
interface Stage {
  technician: string;
  technicianPresent: boolean;
  /** The own camera; null when it is off. */
  picture: MediaStream | null;
  camera: PictureState;
  microphone: CameraState['microphone'];
  /** The microphone can be turned on by a touch: `refused` was tried, and not allowed. */
  speak: 'offered' | 'asking' | 'refused' | null;
  /** The microphone was just refused: how it is allowed in this browser is shown; else null. */
  allowing: Browser | null;
  /** How private the call is, and the words that say so. */
  encryption: EncryptionView;
  linkDown: boolean;
  /** How long the session is still kept open without a call, in ms; null while nothing is at stake. */
  keptMs: number | null;
  /** "Leave" was touched and is being asked once. */
  leaving: boolean;
}

/** The server takes no more tries from here for a while: too many were wrong, or it takes no PIN at all. */
export interface Hold {
  why: 'attempts' | 'paused';
  /** How long, in whole seconds; 1 or more. */
  seconds: number;
}

/** All that a screen shows, as plain data: a screen can be drawn from this and nothing else. */
export type Screen =
  | { step: 'opening' }
  | { step: 'insecure' }
  | { step: 'in_app'; ios: boolean; address: string }
  | { step: 'tutorial'; picture: 0 | 1 | 2 }
  | {
      step: 'camera';
      browser: Browser;
      /** The two are on the phone already, as the technician's link says: no microphone is asked for. */
      alone: boolean;
      /** The page was reloaded in the middle of a session: before its start, or live. */
      again: 'not_shared' | 'shared' | null;
      asking: boolean;
    }
  | {
      step: 'refused';
      refusal: Refusal;
      browser: Browser;
      app: string | null;
      address: string;
      alone: boolean;
      asking: boolean;
    }
  | {
      step: 'pin';
      busy: boolean;
      /** What is wrong with the PIN, in words; empty when nothing is. */
      error: string;
      notice: 'new_pin' | 'seat_lost' | null;
      /** Four more digits are needed; `wrong`: they, or the PIN, were not right. */
      extra: 'asked' | 'wrong' | null;
      hold: Hold | null;
    }
  | {
      step: 'join';
      technician: string;
      busy: boolean;
      /** What went wrong, in words; empty when nothing did. */
      error: string;
      hold: Hold | null;
    }
  /** `message` says why; empty where the link is not complete. */
  | { step: 'link_refused'; message: string }
  | {
      step: 'licence';
      /** Null while it is on its way. */
      text: string | null;
      failed: boolean;
      busy: boolean;
      declining: boolean;
      error: string;
    }
  | ({ step: 'preview'; waitedMs: number } & Stage)
  | ({
      step: 'live';
      /** What the camera can do besides; null, or false, is left out. */
      torch: boolean | null;
      zoom: CameraState['zoom'];
      canTurn: boolean;
      /** The technician's voice is not back after a break, though the connection is. */
      voiceMissing: boolean;
      /** The two phones are not connected yet, or are again finding each other. */
      connecting: boolean;
      /** They are, and each hears the other: the call runs, whatever the server does. */
      goesOn: boolean;
      /** They found no way to each other, though both reach the server. */
      blocked: boolean;
      /** What the technician draws. */
      paper: Paper | null;
      /** What the technician shows instead of the live picture. */
      still: Still | null;
      /** The pictures that were just taken: the customer sees each one. */
      taken: PicturesTaken | null;
      /** The browser plays the technician's voice only after a touch. */
      silenced: boolean;
      /** The worst that is wrong with this phone's end of the call, and with the technician's. */
      cause: CallCause | null;
      technicianCause: CallCause | null;
    } & Stage)
  | { step: 'ended'; reason: EndReason }
  | { step: 'elsewhere'; busy: boolean }
  | { step: 'unreachable'; busy: boolean }
  | { step: 'too_old' }
  | { step: 'too_new'; message: string };

export type Step = Screen['step'];
export type ScreenAt<S extends Step> = Extract<Screen, { step: S }>;
export type Say = Translate<typeof customerWords.en>;

/** What a customer can do; each screen uses its few. */
export interface Act {
  nextPicture(): void;
  skipTutorial(): void;
  allowCamera(voice: VoiceChoice): void;
  askCameraAgain(): void;
  goOnAsItIs(): void;
  /** `extra` is the four more digits, where they are asked for. */
  connect(pin: string, extra?: string): void;
  /** Joins by the link one came by. */
  join(): void;
  /** Goes on with a PIN instead of the link. */
  enterPin(): void;
  loadLicence(): void;
  accept(): void;
  decline(): void;
  /** Asks "Leave?" or "Decline?" once, shows how the microphone is allowed, or takes that back. */
  ask(question: 'leave' | 'decline' | 'microphone' | null): void;
  leave(): void;
  /** The phone's Back was touched in a session: asks before it ends, or takes that question back. */
  back(): void;
  toggleMute(): void;
  togglePause(): void;
  toggleTorch(): void;
  zoomTo(to: number): void;
  /** The camera of the phone's other side. */
  turnCamera(): void;
  /** Turns the microphone on, for those who came without. */
  speak(): void;
  /** Lets the microphone go, which gives no sound, and opens it once more. */
  reopenMicrophone(): void;
  /** It is shown that the words have changed; and it was seen. */
  tellChanged(): void;
  seeChanged(): void;
  /** Plays the voice, which did not play without a touch. */
  hear(): void;
  continueHere(): void;
  tryAgain(): void;
  startOver(): void;
  reload(): void;
  /** A part of the page did not come. */
  lost(): void;
}

/** What every screen is given. */
export interface ScreenProps<S extends Step> {
  screen: ScreenAt<S>;
  say: Say;
  act: Act;
  language: Language;
  onlanguage: (language: Language) => void;
}
export type ScreenComponent<S extends Step> = Component<ScreenProps<S>>;
