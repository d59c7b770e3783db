/**
 * What a browser says when a page asks for the camera or the microphone: it has been allowed or
 * refused before, or it asks its person, who allows it.
 */
export type Asking = 'granted' | 'denied' | 'asks';

/** Chromium plays no sound of its own accord: each element only on a touch or a key, as phones have it. */
export const SOUND_AFTER_TOUCH = '--autoplay-policy=user-gesture-required';

/**
 * Chromium's own imitation of a camera (a moving test card) and a microphone (a beep a second),
 * with the question answered by itself where it is asked. `film` is a file (.mjpeg, .y4m) that the
 * camera shows instead, `voice` one (.wav) that the microphone hears, again and again.
 */
export function imitateDevices(asking: Asking, film?: string, voice?: string): string[] {
  return [
    '--use-fake-device-for-media-stream',
    ...(film ? [`--use-file-for-fake-video-capture=${film}`] : []),
    ...(voice ? [`--use-file-for-fake-audio-capture=${voice}`] : []),
    // mDNS names need a multicast network, which a container does not have.
    '--disable-features=WebRtcHideLocalIpsWithMdns',
    ...(asking === 'asks' ? ['--use-fake-ui-for-media-stream'] : []),
  ];
}
