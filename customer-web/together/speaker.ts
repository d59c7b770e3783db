/** Where the technician's voice is heard. */
export interface Speaker {
  /** To be called on a touch: from then on the browser lets it play. */
  unblock(): void;
  /** Plays a voice, or none. */
  play(voice: MediaStream | null): void;
  /** Whether the two speak here: out of the loudspeaker then, with nobody's ear at the phone. */
  loud(here: boolean): void;
  close(): void;
}

/** What of the browser is used; a test gives its own. */
export interface SpeakerParts {
  /** An audio element of the speaker's own. */
  element: HTMLAudioElement;
  devices: Pick<MediaDevices, 'enumerateDevices'> | undefined;
  /** Safari's, since 16.4 (W3C Audio Session). */
  session: { type: string } | undefined;
  /** The browser keeps the voice silent until the page is touched, or does so no more. */
  onSilenced(silenced: boolean): void;
}

/** What an Android phone calls its loudspeaker, in every language, and what is worn instead of it. */
const LOUDSPEAKER = /^speakerphone$/i;
const WORN = /bluetooth|wired|usb/i;

export function createSpeaker({ element, devices, session, onSilenced }: SpeakerParts): Speaker {
  async function toLoudspeaker() {
    if (!('setSinkId' in element)) return;
    try {
      const all = (await devices?.enumerateDevices()) ?? [];
      const outputs = all.filter(({ kind }) => kind === 'audiooutput');
      const loud = outputs.find(({ label }) => LOUDSPEAKER.test(label));
      if (!loud || outputs.some(({ label }) => WORN.test(label))) return;
      await element.setSinkId(loud.deviceId);
    } catch {
      // Where the browser keeps it to itself, it has chosen the loudspeaker, or nothing can.
    }
  }

  return {
    unblock() {
      // Safari lets an element play on that was once told so by a touch, whatever it plays then;
      // with nothing in it yet, this promise waits.
      element.play()?.then(
        () => onSilenced(false),
        () => {},
      );
    },
    play(voice) {
      // Setting the same stream again makes a play() under way reject with AbortError.
      if (element.srcObject !== voice) element.srcObject = voice;
      if (!voice) return;
      void toLoudspeaker();
      element.play().then(
        () => onSilenced(false),
        (error: unknown) => {
          if (error instanceof DOMException && error.name === 'NotAllowedError') onSilenced(true);
        },
      );
    },
    loud(here) {
      // Said to be for a call, Safari plays it aloud and beside the microphone, whatever came first.
      if (session) session.type = here ? 'play-and-record' : 'auto';
    },
    close() {
      element.srcObject = null;
      if (session) session.type = 'auto';
    },
  };
}
