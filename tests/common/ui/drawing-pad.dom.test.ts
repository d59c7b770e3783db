import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Line, Pen } from '../../../common/showing/drawing/pen.ts';
import type { Place } from '../../../common/showing/place.ts';
import DrawingPad from '../../../common/ui/DrawingPad.svelte';
import type { Tool } from '../../../common/ui/pad/tools.ts';
import { changing } from './changing.svelte.ts';
import { fakeWindow, pointerEvent } from './fake-window.ts';

const shown = new Set<Record<string, unknown>>();
afterEach(async () => {
  for (const each of shown) await unmount(each);
  shown.clear();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A pen that keeps what it is told, as `stroke 1,2`. */
function recordingPen() {
  const told: string[] = [];
  const line = (what: string): Line => ({
    to: (...places) => void told.push(`${what} to ${places.join(' ')}`),
    end: () => void told.push(`${what} end`),
    drop: () => void told.push(`${what} drop`),
  });
  const begin = (what: string) => (board: number, from: Place) => {
    told.push(`${what} on ${board} from ${from}`);
    return line(what);
  };
  const pen: Pen = {
    stroke: begin('stroke'),
    arrow: begin('arrow'),
    number: (board, at) => void told.push(`number on ${board} at ${at}`),
    undo: (board) => void told.push(`undo ${board}`),
    erase: (board) => void told.push(`erase ${board}`),
    point: (board, at) => void told.push(at ? `point on ${board} at ${at}` : 'no pointer'),
    canUndo: () => false,
    close() {},
  };
  return { pen, told };
}

/** A pad of 1000 by 1000 pixels over a picture twice as wide as high: 250 px above and below are black. */
function pad(tool: Tool | null, more: { zoomable?: boolean } = {}) {
  const around = fakeWindow({ width: 1_000, height: 1_000 });
  const { pen, told } = recordingPen();
  const props = changing({
    ...{ pen, board: 3, picture: { width: 400, height: 200 }, how: 'contain' as const },
    ...{ language: 'en' as const, tool, zoomable: false, ...more },
    ...{ zoom: 1, middle: [5_000, 5_000] as Place },
  });
  const view = mount(DrawingPad, {
    target: document.body,
    props,
  });
  shown.add(view);
  flushSync();
  const element = document.querySelector<HTMLElement>('[role=application]')!;
  function send(event: Event): Event {
    element.dispatchEvent(event);
    flushSync();
    return event;
  }
  const pointer = (...given: Parameters<typeof pointerEvent>) => send(pointerEvent(...given));
  const key = (name: string, more: KeyboardEventInit = {}) =>
    send(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more }));
  return { ...{ props, told, element, pointer, key, around, send } };
}

describe('drawing by mouse, finger or pen', () => {
  it('draws a stroke with every point between two frames', () => {
    const { pointer, told, around } = pad('pen');
    pointer('pointerdown', 500, 500);
    const between: [number, number][] = [
      [510, 500],
      [520, 510],
    ];
    pointer('pointermove', 520, 510, { between });
    pointer('pointerup', 520, 510);
    expect(told).toEqual([
      'stroke on 3 from 5000,5000',
      'stroke to 5100,5000 5200,5200',
      'stroke end',
    ]);
    expect([...around.captured]).toEqual([1]);
  });

  it('leaves out points that nobody could tell apart', () => {
    const { pointer, told } = pad('pen');
    pointer('pointerdown', 500, 500);
    pointer('pointermove', 501, 500);
    // Each is less than 0.15 % from the one before, and together they are more.
    pointer('pointermove', 502, 500);
    expect(told).toEqual(['stroke on 3 from 5000,5000', 'stroke to 5020,5000']);
  });

  it('begins only within the picture, and takes a line that leaves it to its edge', () => {
    const { pointer, told } = pad('pen');
    pointer('pointerdown', 500, 100);
    pointer('pointermove', 500, 300);
    expect(told).toEqual([]);
    pointer('pointerup', 500, 300);
    pointer('pointerdown', 500, 300);
    pointer('pointermove', 600, 100);
    expect(told).toEqual(['stroke on 3 from 5000,1000', 'stroke to 6000,0']);
  });

  it('takes back what the system interrupted', () => {
    const { pointer, told } = pad('arrow');
    pointer('pointerdown', 500, 500);
    pointer('pointercancel', 500, 500);
    pointer('pointermove', 700, 500);
    expect(told).toEqual(['arrow on 3 from 5000,5000', 'arrow drop']);
  });

  it('does nothing by the right button, and shows no menu', () => {
    const { pointer, told, send } = pad('pen');
    pointer('pointerdown', 500, 500, { button: 2 });
    pointer('pointermove', 600, 500);
    expect(told).toEqual([]);
    const menu = send(new Event('contextmenu', { bubbles: true, cancelable: true }));
    expect(menu.defaultPrevented).toBe(true);
  });

  it('takes no notice of a second finger', () => {
    const { pointer, told } = pad('pen');
    pointer('pointerdown', 500, 500, { id: 1, pointerType: 'touch' });
    pointer('pointerdown', 700, 500, { id: 2, pointerType: 'touch' });
    pointer('pointermove', 800, 500, { id: 2, pointerType: 'touch' });
    pointer('pointerup', 800, 500, { id: 2, pointerType: 'touch' });
    pointer('pointermove', 600, 500, { id: 1, pointerType: 'touch' });
    expect(told).toEqual(['stroke on 3 from 5000,5000', 'stroke to 6000,5000']);
  });

  it('draws by the pen where the palm was first', () => {
    const { pointer, told } = pad('pen');
    pointer('pointerdown', 700, 700, { id: 1, pointerType: 'touch' });
    pointer('pointerdown', 500, 500, { id: 2, pointerType: 'pen' });
    pointer('pointermove', 710, 600, { id: 1, pointerType: 'touch' });
    pointer('pointermove', 600, 500, { id: 2, pointerType: 'pen' });
    expect(told).toEqual([
      'stroke on 3 from 7000,9000',
      'stroke drop',
      'stroke on 3 from 5000,5000',
      'stroke to 6000,5000',
    ]);
  });

  it('sets one number for each press, where it is let go', () => {
    const { pointer, told } = pad('number');
    pointer('pointerdown', 500, 500);
    pointer('pointermove', 600, 500);
    pointer('pointerup', 600, 500);
    expect(told).toEqual(['number on 3 at 6000,5000']);
  });

  it('points with a mouse that is not pressed, and not beside the picture', () => {
    const { pointer, told } = pad('point');
    pointer('pointermove', 500, 500);
    pointer('pointermove', 500, 100);
    pointer('pointermove', 600, 500);
    pointer('pointerleave', 600, 500);
    expect(told).toEqual([
      'point on 3 at 5000,5000',
      'no pointer',
      'point on 3 at 6000,5000',
      'no pointer',
    ]);
  });

  it('points with a finger while it is down', () => {
    const { pointer, told } = pad('point');
    pointer('pointermove', 400, 500, { pointerType: 'touch' });
    pointer('pointerdown', 500, 500, { pointerType: 'touch' });
    pointer('pointermove', 600, 500, { pointerType: 'touch' });
    pointer('pointerup', 600, 500, { pointerType: 'touch' });
    expect(told).toEqual(['point on 3 at 5000,5000', 'point on 3 at 6000,5000', 'no pointer']);
  });

  it.each<[string, Partial<ReturnType<typeof pad>['props']>]>([
    ['another tool is taken', { tool: null }],
    ['another picture is shown', { board: 4 }],
  ])('ends the line when %s', (_name, change) => {
    const { pointer, told, props } = pad('pen');
    pointer('pointerdown', 500, 500);
    Object.assign(props, change);
    flushSync();
    pointer('pointermove', 600, 500);
    expect(told).toEqual(['stroke on 3 from 5000,5000', 'stroke end']);
  });

  it('draws nothing without a tool', () => {
    const { pointer, told } = pad(null);
    pointer('pointerdown', 500, 500);
    pointer('pointermove', 600, 500);
    pointer('pointerup', 600, 500);
    expect(told).toEqual([]);
  });
});

describe('drawing by keys', () => {
  it('says by name and description how', () => {
    const { element } = pad('pen', { zoomable: true });
    expect(element.tabIndex).toBe(0);
    expect(element.ariaLabel ?? element.getAttribute('aria-label')).toBe('Draw on the picture');
    const description = document.getElementById(element.getAttribute('aria-describedby')!)!;
    expect(description.textContent).toContain('arrow keys move the cross-hair');
    expect(description.textContent).toContain('Plus, minus and 0 zoom');
  });

  it('draws a stroke from the middle, with Shift ten times as far', () => {
    const { key, told } = pad('pen');
    key(' ');
    key('ArrowRight');
    key('ArrowDown', { shiftKey: true });
    key(' ');
    expect(told).toEqual([
      'stroke on 3 from 5000,5000',
      'stroke to 5050,5000',
      'stroke to 5050,6000',
      'stroke end',
    ]);
  });

  it('draws an arrow from where Enter was pressed to where it was pressed again', () => {
    const { key, told } = pad('arrow');
    key('ArrowLeft', { shiftKey: true });
    key('Enter');
    key('ArrowRight', { shiftKey: true });
    key('Enter');
    expect(told).toEqual(['arrow on 3 from 4500,5000', 'arrow to 5000,5000', 'arrow end']);
  });

  it('sets a number at each press, and points until the next', () => {
    const { key, told, props } = pad('number');
    key(' ');
    key(' ');
    expect(told.splice(0)).toEqual(['number on 3 at 5000,5000', 'number on 3 at 5000,5000']);
    props.tool = 'point';
    flushSync();
    key(' ');
    key('ArrowUp');
    key(' ');
    expect(told).toEqual(['point on 3 at 5000,5000', 'point on 3 at 5000,4900', 'no pointer']);
  });

  it('shows the cross-hair where the keys are, and not while a mouse draws', () => {
    const { key, pointer, element } = pad('pen');
    key('ArrowRight', { shiftKey: true });
    const cross = element.querySelector<SVGElement>('svg')!;
    expect([cross.style.left, cross.style.top]).toEqual(['550px', '500px']);
    pointer('pointerdown', 500, 500);
    expect(element.querySelector('svg')).toBeNull();
  });

  it('takes the cross-hair to the picture’s edge and no further', () => {
    const { key, told } = pad('pen');
    for (let times = 0; times < 12; times += 1) key('ArrowUp', { shiftKey: true });
    key(' ');
    expect(told).toEqual(['stroke on 3 from 5000,0']);
  });

  it('drops the line by Escape, then puts the tool away, then leaves the key to others', () => {
    const { key, told, props } = pad('pen');
    key(' ');
    expect(key('Escape').defaultPrevented).toBe(true);
    expect(told).toEqual(['stroke on 3 from 5000,5000', 'stroke drop']);
    expect(props.tool).toBe('pen');
    expect(key('Escape').defaultPrevented).toBe(true);
    expect(props.tool).toBeNull();
    expect(key('Escape').defaultPrevented).toBe(false);
  });

  it.each<[string, KeyboardEventInit, string]>([
    ['z', { ctrlKey: true }, 'undo 3'],
    ['z', { metaKey: true }, 'undo 3'],
    ['Backspace', {}, 'undo 3'],
    ['Delete', {}, 'erase 3'],
  ])('%s with %o is %s', (name, more, what) => {
    const { key, told } = pad('pen');
    expect(key(name, more).defaultPrevented).toBe(true);
    expect(told).toEqual([what]);
  });

  it('takes back the line under way alone, and the mark before it while only pointing', () => {
    const { key, told, props } = pad('pen');
    key(' ');
    key('z', { ctrlKey: true });
    expect(told.splice(0)).toEqual(['stroke on 3 from 5000,5000', 'stroke drop']);
    key('z', { ctrlKey: true });
    expect(told.splice(0)).toEqual(['undo 3']);
    props.tool = 'point';
    flushSync();
    key(' ');
    key('z', { ctrlKey: true });
    expect(told).toEqual(['point on 3 at 5000,5000', 'no pointer', 'undo 3']);
  });

  it('chooses tools by 1 to 4, and leaves all other keys to the browser', () => {
    const { key, props } = pad(null);
    const chosen = ['1', '2', '3', '4'].map((name) => {
      key(name);
      return props.tool;
    });
    expect(chosen).toEqual(['point', 'pen', 'arrow', 'number']);
    for (const [name, more] of [
      ['Tab', {}],
      ['z', { ctrlKey: true, shiftKey: true }],
      ['1', { ctrlKey: true }],
      ['ArrowLeft', { altKey: true }],
      ['+', {}],
    ] as const)
      expect(key(name, more).defaultPrevented, name).toBe(false);
  });

  it('ends the line when the keys go elsewhere', () => {
    const { key, told, element } = pad('pen');
    element.focus();
    key(' ');
    element.blur();
    flushSync();
    expect(told).toEqual(['stroke on 3 from 5000,5000', 'stroke end']);
    expect(element.querySelector('svg')).toBeNull();
  });
});

describe('zooming a still', () => {
  const wheel = (x: number, y: number, deltaY: number) =>
    Object.assign(new Event('wheel', { bubbles: true, cancelable: true }), {
      ...{ clientX: x, clientY: y, deltaY, deltaMode: 0, ctrlKey: false },
    });

  it('by the wheel keeps what is under the pointer where it is', () => {
    const { send, pointer, told, props } = pad('number', { zoomable: true });
    expect(send(wheel(800, 500, -500)).defaultPrevented).toBe(true);
    expect(props.zoom).toBeCloseTo(Math.E);
    pointer('pointerdown', 800, 500);
    pointer('pointerup', 800, 500);
    expect(told).toEqual(['number on 3 at 8000,5000']);
  });

  it('moves it by dragging without a tool, and never out of its box', () => {
    const { key, pointer, props, told } = pad(null, { zoomable: true });
    for (let times = 0; times < 4; times += 1) key('+');
    const { zoom } = props;
    pointer('pointerdown', 500, 500);
    pointer('pointermove', 400, 500);
    expect(props.middle[0]).toBeCloseTo(5_000 + (100 / 1_000 / zoom) * 10_000);
    pointer('pointermove', -9_000, 500);
    expect(props.middle[0]).toBeCloseTo(10_000 - 5_000 / zoom);
    expect(told).toEqual([]);
  });

  it('by two fingers goes by how far they are apart', () => {
    const { pointer, props } = pad(null, { zoomable: true });
    pointer('pointerdown', 400, 500, { id: 1, pointerType: 'touch' });
    pointer('pointerdown', 600, 500, { id: 2, pointerType: 'touch' });
    pointer('pointermove', 800, 500, { id: 2, pointerType: 'touch' });
    expect(props.zoom).toBeCloseTo(2);
    pointer('pointerup', 800, 500, { id: 2, pointerType: 'touch' });
    pointer('pointerup', 400, 500, { id: 1, pointerType: 'touch' });
    pointer('pointermove', 100, 500, { id: 1, pointerType: 'touch' });
    expect(props.zoom).toBeCloseTo(2);
  });

  it('by keys, and back to the whole by 0', () => {
    const { key, props } = pad('pen', { zoomable: true });
    key('+');
    expect(props.zoom).toBe(1.25);
    key('-');
    key('-');
    expect(props.zoom).toBe(1);
    key('=');
    key('0');
    expect([props.zoom, [...props.middle]]).toEqual([1, [5_000, 5_000]]);
  });

  it('is not there for the live picture', () => {
    const { send, key, props } = pad(null);
    expect(send(wheel(500, 500, -500)).defaultPrevented).toBe(false);
    key('+');
    expect(props.zoom).toBe(1);
  });

  it('follows the cross-hair out of sight', () => {
    const { key, props, element } = pad('pen', { zoomable: true });
    for (let times = 0; times < 8; times += 1) key('+');
    for (let times = 0; times < 60; times += 1) key('ArrowRight', { shiftKey: true });
    expect(props.middle[0]).toBeGreaterThan(9_000);
    expect(parseFloat(element.querySelector<SVGElement>('svg')!.style.left)).toBeCloseTo(1_000, 0);
  });
});

it('a pad that is gone lets go of its line and its pointer, and watches nothing', async () => {
  const { pointer, told, around } = pad('pen');
  pointer('pointerdown', 500, 500);
  for (const each of shown) await unmount(each);
  shown.clear();
  expect(told).toEqual(['stroke on 3 from 5000,5000', 'stroke end']);
  expect(around.observers.size).toBe(0);
});
