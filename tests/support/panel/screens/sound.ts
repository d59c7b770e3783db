import type { Panel } from '../../../../extension/panel/panel.svelte.ts';
import { connected, mediaError } from '../fake-microphone.ts';
import type { FakeOutside } from '../fake-outside.ts';
import type { SoundSnapshot } from '../snapshots.ts';

const kept = (label: string | undefined) => (label ? { id: `id of ${label}`, label } : null);

/** What was chosen before. */
export const keptSound = ({ chosen }: SoundSnapshot) => ({
  microphone: kept(chosen?.microphone),
  speaker: kept(chosen?.speaker),
});

/** Connects the snapshot's microphones and speakers. */
export function connectSound(
  { microphones, speakers, level, fails, tone }: SoundSnapshot,
  { microphone, sound }: FakeOutside,
): void {
  microphone.connect(
    ...connected('audioinput', ...microphones),
    ...connected('audiooutput', ...speakers),
  );
  if (fails) microphone.fail(mediaError(fails));
  if (tone === 'failed') sound.playTestTone = () => Promise.reject(new Error('no such speaker'));
  if (level !== undefined) sound.hear({ now: level, held: level });
}

/** Brings the open page to the moment that the snapshot shows. */
export async function settleSound(
  { refuses, ends }: SoundSnapshot,
  { microphone }: FakeOutside,
  panel: Panel,
): Promise<void> {
  // The page opens the microphone first.
  await new Promise((opened) => setTimeout(opened, 0));
  if (refuses) {
    microphone.fail(mediaError('NotReadableError'));
    panel.devices.choose('microphone', `id of ${refuses}`);
  }
  if (ends) microphone.tracks.at(-1)?.takeAway();
}
