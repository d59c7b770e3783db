import { flushSync, mount, unmount } from 'svelte';
import { onTestFinished, vi } from 'vitest';
import { customerWords } from '../../../common/i18n/customer/words.ts';
import { translator } from '../../../common/i18n/translate.ts';
import type { Act, ScreenAt } from '../../../customer-web/screen.ts';
import Pin from '../../../customer-web/screens/Pin.svelte';

const empty: ScreenAt<'pin'> = {
  step: 'pin',
  busy: false,
  error: '',
  notice: null,
  extra: null,
  hold: null,
};

/** The PIN's screen with a customer before it. */
export function showPinScreen(screen: Partial<ScreenAt<'pin'>> = {}) {
  const connect = vi.fn();
  const props = $state({
    screen: { ...empty, ...screen },
    say: translator(customerWords, 'en'),
    act: { connect } as unknown as Act,
    language: 'en' as const,
    onlanguage: () => {},
  });
  const shown = mount(Pin, { target: document.body, props });
  onTestFinished(() => void unmount(shown));
  flushSync();
  const field = (id: string) => document.querySelector<HTMLInputElement>(`#${id}`)!;
  const type = (input: HTMLInputElement, text: string) => {
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    flushSync();
  };
  return {
    connect,
    input: field('pin'),
    get extra() {
      return field('extra');
    },
    get button() {
      return document.querySelector<HTMLButtonElement>('button[type=submit]')!;
    },
    /** What the field holds after typing, pasting or being filled in by the phone. */
    fill: (text: string) => type(field('pin'), text),
    fillExtra: (text: string) => type(field('extra'), text),
    press() {
      document.querySelector<HTMLButtonElement>('button[type=submit]')!.click();
      flushSync();
    },
    text: () => document.body.textContent ?? '',
    /** The screen changes, as the server answers. */
    becomes(more: Partial<ScreenAt<'pin'>>) {
      props.screen = { ...empty, ...more };
      flushSync();
    },
  };
}
