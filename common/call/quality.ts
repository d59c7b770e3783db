/** A call's quality over the last 2 s; what is not known is null. */
export interface CallQuality {
  /** There and back, in ms. */
  roundTripMs: number | null;
  /** The share of packets lost on the way, 0 to 1: of what the technician receives, of what the customer sends. */
  lossShare: number | null;
  framesPerSecond: number | null;
  width: number | null;
  height: number | null;
  kbitPerSecond: number | null;
  /** In one word; `none` while there is no connection or nothing to measure. */
  word: 'good' | 'fair' | 'poor' | 'none';
}
