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
  { microphones, speakers, level, fails }: SoundSnapshot,
  { microphone, sound }: FakeOutside,
): void {
  microphone.connect(
    ...connected('audioinput', ...microphones),
    ...connected('audiooutput', ...speakers),
  );
  if (fails) microphone.fail(mediaError(fails));
  if (level !== undefined) sound.hear({ now: level, held: level });
}

/** Brings the open page to the moment that the snapshot shows. */
export function settleSound(
  { refuses, tone }: SoundSnapshot,
  { microphone, sound }: FakeOutside,
  panel: Panel,
): void {
  if (refuses) {
    microphone.fail(mediaError('NotReadableError'));
    panel.devices.choose('microphone', `id of ${refuses}`);
  }
  if (tone === 'failed') sound.playTestTone = () => Promise.reject(new Error('no such speaker'));
}
