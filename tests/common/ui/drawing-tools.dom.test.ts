import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import type { Language } from '../../../common/contract/views.ts';
import { createTechnicianShowing } from '../../../common/showing/technician.ts';
import DrawingTools from '../../../common/ui/DrawingTools.svelte';
import type { Tool } from '../../../common/ui/pad/tools.ts';
import { changing } from './changing.svelte.ts';

let takeDown = async () => {};
afterEach(() => takeDown());

function tools(language: Language = 'en') {
  const showing = createTechnicianShowing();
  const props = changing({ showing, language, tool: null as Tool | null, disabled: false });
  const view = mount(DrawingTools, { target: document.body, props });
  takeDown = async () => {
    await unmount(view);
    showing.close();
  };
  flushSync();
  const button = (name: string) =>
    document.querySelector<HTMLButtonElement>(`button[aria-label="${name}"]`)!;
  function press(name: string): void {
    button(name).click();
    flushSync();
  }
  function key(from: string, name: string, more: KeyboardEventInit = {}): void {
    const event = { key: name, bubbles: true, cancelable: true, ...more };
    button(from).dispatchEvent(new KeyboardEvent('keydown', event));
    flushSync();
  }
  const marks = () => showing.paper.board(0).marks().length;
  function draw(): void {
    showing.pen.number(0, [1, 1]);
    flushSync();
  }
  return { showing, props, button, press, key, marks, draw };
}

describe('the tools for drawing', () => {
  it.each<[Language, string[]]>([
    ['en', ['Point', 'Pen', 'Arrow', 'Number', 'Undo', 'Erase all']],
    ['fr', ['Pointer', 'Stylo', 'Flèche', 'Numéro', 'Annuler', 'Tout effacer']],
  ])('stand in one order and are named, in %s', (language, names) => {
    tools(language);
    const found = [...document.querySelectorAll('button')];
    expect(found.map((each) => each.getAttribute('aria-label'))).toEqual(names);
    expect(found.map((each) => each.getAttribute('aria-keyshortcuts'))).toEqual([
      ...['1', '2', '3', '4', 'Control+Z', 'Delete'],
    ]);
  });

  it('one is in the hand at most, and pressing it again puts it away', () => {
    const { press, button, props } = tools();
    press('Pen');
    press('Arrow');
    const pressed = ['Pen', 'Arrow'].map((name) => button(name).getAttribute('aria-pressed'));
    expect([props.tool, pressed]).toEqual(['arrow', ['false', 'true']]);
    press('Arrow');
    expect(props.tool).toBeNull();
  });

  it('undo takes the last mark back, and erase all takes every one', () => {
    const { press, marks, draw } = tools();
    draw();
    draw();
    draw();
    press('Undo');
    expect(marks()).toBe(2);
    press('Erase all');
    expect(marks()).toBe(0);
    press('Undo');
    expect(marks()).toBe(2);
  });

  it('what takes back is said to be of no use while there is nothing', () => {
    const { button, press, draw } = tools();
    const uses = () =>
      ['Undo', 'Erase all'].map((name) => button(name).getAttribute('aria-disabled'));
    expect(uses()).toEqual(['true', 'true']);
    draw();
    expect(uses()).toEqual(['false', 'false']);
    press('Undo');
    expect(uses()).toEqual(['true', 'true']);
  });

  it('follow the keys that they tell of', () => {
    const { key, props, marks, draw } = tools();
    key('Point', '4');
    expect(props.tool).toBe('number');
    draw();
    draw();
    key('Undo', 'z', { ctrlKey: true });
    expect(marks()).toBe(1);
    key('Undo', 'Delete');
    expect(marks()).toBe(0);
    key('Number', 'Escape');
    expect(props.tool).toBeNull();
  });

  it('do nothing where there is no picture', () => {
    const { props, press, key, button } = tools();
    props.disabled = true;
    flushSync();
    press('Pen');
    key('Pen', '2');
    expect([props.tool, button('Undo').disabled]).toEqual([null, true]);
  });
});
