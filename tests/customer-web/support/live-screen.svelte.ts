import { flushSync, mount, unmount } from 'svelte';
import { onTestFinished, vi } from 'vitest';
import { customerWords } from '../../../common/i18n/customer/words.ts';
import { translator } from '../../../common/i18n/translate.ts';
import type { Act, ScreenAt } from '../../../customer-web/screen.ts';
import Live from '../../../customer-web/screens/Live.svelte';
import { snapshots } from '../../../customer-web/snapshots.ts';
import { ImitatedStream } from './track.ts';

const nameOf = (button: HTMLButtonElement) => button.ariaLabel ?? button.textContent?.trim();

/** The live screen with a customer before it; jsdom neither measures, plays nor paints. */
export function showLive(form: string, more: Partial<ScreenAt<'live'>> = {}) {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  vi.stubGlobal('matchMedia', () => new EventTarget());
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
  URL.createObjectURL = () => 'blob:still';
  URL.revokeObjectURL = () => {};
  const picture = new ImitatedStream() as unknown as MediaStream;
  const act = {
    togglePause: vi.fn(),
    toggleMute: vi.fn(),
    toggleTorch: vi.fn(),
    turnCamera: vi.fn(),
    tellChanged: vi.fn(),
    seeChanged: vi.fn(),
    zoomTo: vi.fn<Act['zoomTo']>(),
  };
  const props = $state({
    screen: { ...snapshots(picture, 'en').live[form]!, ...more },
    say: translator(customerWords, 'en'),
    act: act as Partial<Act> as Act,
    language: 'en' as const,
    onlanguage: () => {},
  });
  const shown = mount(Live, { target: document.body, props });
  onTestFinished(() => void unmount(shown));
  flushSync();
  return {
    act,
    /** The words on the buttons, in order. */
    buttons: () => [...document.querySelectorAll('button')].map(nameOf),
    press(word: string) {
      [...document.querySelectorAll('button')].find((one) => nameOf(one) === word)!.click();
      flushSync();
    },
    text: () => document.body.textContent ?? '',
    /** Whether the live picture is shown whole. */
    isWhole: () => !document.querySelector('video')!.classList.contains('fill'),
    becomes(next: Partial<ScreenAt<'live'>>) {
      props.screen = { ...props.screen, ...next };
      flushSync();
    },
  };
}
