/** A track as a camera or a microphone gives it, which a test can interrupt. */
export class ImitatedTrack extends EventTarget {
  readyState: 'live' | 'ended' = 'live';
  muted = false;

  constructor(
    readonly kind: 'video' | 'audio',
    readonly settings: MediaTrackSettings = {},
  ) {
    super();
  }

  getSettings = () => this.settings;

  stop() {
    this.readyState = 'ended';
  }

  /** The system takes the device away, as a telephone call does. */
  interrupt() {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }

  /** The device gives nothing for a while, as behind a lock screen. */
  fallSilent(muted: boolean) {
    this.muted = muted;
    this.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
  }
}

/** As much of a MediaStream as the page uses; jsdom has none. */
export class ImitatedStream {
  constructor(readonly tracks: ImitatedTrack[] = []) {}
  getTracks = () => this.tracks;
  getVideoTracks = () => this.tracks.filter((track) => track.kind === 'video');
  getAudioTracks = () => this.tracks.filter((track) => track.kind === 'audio');
}
