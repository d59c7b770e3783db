import { describe, expect, it, vi } from 'vitest';
import { createSpeaker } from '../../../customer-web/together/speaker.ts';

const settled = () => new Promise((done) => setTimeout(done));
const voice = {} as MediaStream;
const output = (label: string) => ({ kind: 'audiooutput', deviceId: `id of ${label}`, label });

function phone(outputs: string[] = [], play = async () => {}) {
  const element = {
    srcObject: null as MediaStream | null,
    play: vi.fn(play),
    setSinkId: vi.fn(async () => {}),
  };
  const onSilenced = vi.fn();
  const session = { type: 'auto' };
  const speaker = createSpeaker({
    element: element as unknown as HTMLAudioElement,
    devices: { enumerateDevices: async () => outputs.map(output) as MediaDeviceInfo[] },
    session,
    onSilenced,
  });
  return { element, onSilenced, session, speaker };
}

describe('the technician’s voice', () => {
  it('that the browser keeps silent is said, and heard after a touch', async () => {
    const { element, onSilenced, speaker } = phone();
    element.play.mockRejectedValueOnce(new DOMException('', 'NotAllowedError'));
    speaker.play(voice);
    await settled();
    expect(onSilenced).toHaveBeenLastCalledWith(true);
    speaker.unblock();
    await settled();
    expect(onSilenced).toHaveBeenLastCalledWith(false);
  });

  it('that was interrupted by a newer one says nothing', async () => {
    const interrupted = () => Promise.reject(new DOMException('', 'AbortError'));
    const { onSilenced, speaker } = phone([], interrupted);
    speaker.play(voice);
    await settled();
    expect(onSilenced).not.toHaveBeenCalled();
  });

  it('comes out of the loudspeaker where the phone names it', async () => {
    const { element, speaker } = phone(['Headset earpiece', 'Speakerphone']);
    speaker.play(voice);
    await settled();
    expect(element.setSinkId).toHaveBeenCalledExactlyOnceWith('id of Speakerphone');
  });

  it.each(['Bluetooth headset', 'Wired headset', 'USB audio'])(
    'stays in what is worn: %s',
    async (worn) => {
      const { element, speaker } = phone(['Speakerphone', worn]);
      speaker.play(voice);
      await settled();
      expect(element.setSinkId).not.toHaveBeenCalled();
    },
  );

  it('is said to be a call’s where the browser asks, and no more at the end', () => {
    const { session, speaker } = phone();
    speaker.loud(true);
    expect(session.type).toBe('play-and-record');
    speaker.loud(false);
    expect(session.type).toBe('auto');
    speaker.loud(true);
    speaker.close();
    expect(session.type).toBe('auto');
  });
});
