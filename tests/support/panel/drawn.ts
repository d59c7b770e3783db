import { flushSync, mount, unmount } from 'svelte';
import type { Panel } from '../../../extension/panel/panel.svelte.ts';
import PanelView from '../../../extension/panel/Panel.svelte';
import { settle } from './open-panel.ts';

/**
 * What jsdom does not have: popovers are drawn in their place, dialogs open without a backdrop, a
 * canvas is not painted on, nothing has a size and no blob an address that could be looked at.
 */
function addWhatIsMissing(): void {
  window.matchMedia ??= () => new EventTarget() as MediaQueryList;
  HTMLCanvasElement.prototype.getContext = () => null;
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  URL.createObjectURL ??= () => 'blob:';
  URL.revokeObjectURL ??= () => {};
  HTMLElement.prototype.showPopover ??= () => {};
  HTMLElement.prototype.hidePopover ??= () => {};
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
}

/** A panel as it is drawn, and a person's hands on it. Whoever draws it closes it. */
export async function drawn(panel: Panel) {
  addWhatIsMissing();
  const view = mount(PanelView, { target: document.body, props: { panel } });
  const update = async () => {
    await settle();
    flushSync();
  };
  await update();
  const nameOf = (element: Element) =>
    (element.ariaLabel ?? element.textContent ?? '').replace(/\s+/g, ' ').trim();
  /** What is on the screen that is open; the account's, where that is over another. */
  const screen = () => document.querySelector<HTMLElement>('main:not([hidden])')!;
  const control = (kind: string, name: string) => {
    const found = [...document.querySelectorAll<HTMLButtonElement>(kind)];
    const named = found.filter(
      (one) => !one.closest('main[hidden], [inert]') && nameOf(one) === name,
    );
    if (!named[0]) throw new Error(`There is no ${kind} "${name}".`);
    return named[0];
  };
  const field = (label: string) => {
    const found = [...screen().querySelectorAll<HTMLLabelElement>('label[for]')];
    const named = found.filter((one) => !one.closest('[inert]') && nameOf(one) === label);
    return document.getElementById(named[0]?.htmlFor ?? '') as HTMLInputElement | null;
  };
  return {
    update,
    screen,
    field,
    button: (name: string) => control('button', name),
    async press(name: string) {
      control('button', name).click();
      await update();
    },
    async type(label: string, text: string) {
      const input = field(label)!;
      input.value = text;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      await update();
    },
    /** Sends the form on the screen, as Enter in one of its fields does. */
    async submit() {
      screen().querySelector('form')!.requestSubmit();
      await update();
    },
    /** What a screen reader says of a control beside its name. */
    described: (element: Element | null) =>
      document
        .getElementById(element?.getAttribute('aria-describedby') ?? '')
        ?.textContent?.trim() ?? null,
    close() {
      panel.close();
      void unmount(view);
    },
  };
}
