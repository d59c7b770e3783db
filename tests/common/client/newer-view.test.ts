import { expect, test } from 'vitest';
import { newerView } from '../../../common/client/newer-view.ts';
import type { SessionView } from '../../../common/contract/views.ts';

const view = (revision: number, now: number, id = 'a') => ({ id, revision, now }) as SessionView;

test('the higher revision is the newer, in whatever order they come', () => {
  expect(newerView(view(1, 5), view(2, 4)).revision).toBe(2);
  expect(newerView(view(2, 4), view(1, 5)).revision).toBe(2);
});

test('of one revision the one said later is: presence changes without a revision', () => {
  expect(newerView(view(1, 5), view(1, 6)).now).toBe(6);
  expect(newerView(view(1, 6), view(1, 5)).now).toBe(6);
});

test('another session is always the newer', () => {
  expect(newerView(view(9, 9), view(1, 1, 'b')).id).toBe('b');
  expect(newerView(null, view(1, 1)).revision).toBe(1);
});
