/** A track as a camera or a microphone gives it, which a test can interrupt. */
export class ImitatedTrack extends EventTarget {
  /** What the camera can do besides; what it was told to do, in order. */
  abilities: { torch?: boolean; zoom?: { min: number; max: number; step: number } } = {};
  readonly told: MediaTrackConstraintSet[] = [];
  /** The camera does not do what it is told. */
  stubborn = false;
  readyState: 'live' | 'ended' = 'live';
  muted = false;

  constructor(
    readonly kind: 'video' | 'audio',
    readonly settings: MediaTrackSettings = {},
  ) {
    super();
  }

  get isOpen() {
    return this.readyState === 'live';
  }

  getSettings = () => this.settings;

  getCapabilities = () => this.abilities;

  async applyConstraints({ advanced, ...plain }: MediaTrackConstraints = {}) {
    const wish = advanced?.[0] ?? plain;
    this.told.push(wish);
    if (this.stubborn) throw new Error('cannot');
    if (advanced) Object.assign(this.settings, wish);
  }

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
