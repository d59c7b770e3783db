import { expect, it, onTestFinished, vi } from 'vitest';
import { pinch } from '../../../customer-web/camera/pinch.ts';

/** A picture under fingers, at zoom 2. */
function picture(zoom: number | null = 2) {
  const element = document.createElement('div');
  const zoomTo = vi.fn();
  onTestFinished(pinch(element, { zoom: () => zoom, zoomTo }));
  const finger = (name: string, pointerId: number, clientX = 0) =>
    element.dispatchEvent(Object.assign(new MouseEvent(name, { clientX }), { pointerId }));
  return { zoomTo, finger };
}

it('two fingers that part zoom by as much as they part', () => {
  const { zoomTo, finger } = picture();
  finger('pointerdown', 1, 100);
  finger('pointerdown', 2, 200);
  finger('pointermove', 2, 250);
  expect(zoomTo).toHaveBeenLastCalledWith(3);
  finger('pointermove', 1, 200);
  expect(zoomTo).toHaveBeenLastCalledWith(1);
});

it('one finger zooms nothing, nor does a mouse that only moves', () => {
  const { zoomTo, finger } = picture();
  finger('pointermove', 1, 50);
  finger('pointerdown', 1, 100);
  finger('pointermove', 1, 300);
  expect(zoomTo).not.toHaveBeenCalled();
});

it('it ends with the first finger that leaves', () => {
  const { zoomTo, finger } = picture();
  finger('pointerdown', 1, 100);
  finger('pointerdown', 2, 200);
  finger('pointerup', 1, 100);
  finger('pointermove', 2, 300);
  expect(zoomTo).not.toHaveBeenCalled();
});

it('a camera without zoom is left alone', () => {
  const { zoomTo, finger } = picture(null);
  finger('pointerdown', 1, 100);
  finger('pointerdown', 2, 200);
  finger('pointermove', 2, 300);
  expect(zoomTo).not.toHaveBeenCalled();
});
