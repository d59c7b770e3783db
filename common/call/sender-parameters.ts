/**
 * Has a picture begin anew, with a frame that needs none before it: after a break the receiver would wait
 * up to 3 s until it asks for one. An encoding that is switched off and on does that in every browser.
 */
export async function beginPictureAnew(sender: RTCRtpSender): Promise<void> {
  if (!sender.track) return;
  try {
    for (const active of [false, true]) {
      const parameters = sender.getParameters();
      for (const encoding of parameters.encodings) encoding.active = active;
      await sender.setParameters(parameters);
    }
  } catch {
    // The connection was closed meanwhile, or the browser refuses: then the receiver asks.
  }
}

/** The most that a picture may take, in bit/s: 720p of a textured, hand-held scene needs no more. */
export const MOST_VIDEO_BIT_PER_SECOND = 2_500_000;

/**
 * Sets how a sender behaves: sound goes before the picture, and a picture keeps within its share.
 * Browsers know different parts of this (Firefox not all of it) and may refuse while they
 * negotiate; a call with default parameters is still a call, so nothing here is fatal.
 */
export async function tuneSender(sender: RTCRtpSender, kind: string): Promise<void> {
  try {
    const parameters = sender.getParameters();
    for (const encoding of parameters.encodings) {
      if (kind === 'video') {
        encoding.maxBitrate = MOST_VIDEO_BIT_PER_SECOND;
      } else {
        encoding.priority = 'high';
        encoding.networkPriority = 'high';
      }
    }
    await sender.setParameters(parameters);
  } catch {
    // As said above: the browser's own parameters stand.
  }
}
