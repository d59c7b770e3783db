import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PANEL_HERE_EVERY_MS, holdPanelPort } from '../../../extension/background/panel-port.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A runtime whose ports the test can break, as the end of a service worker does. */
function fakeRuntime() {
  const ports: { messages: unknown[]; open: boolean; breakOff(): void }[] = [];
  const connect = () => {
    const listeners = new Set<() => void>();
    const port = {
      messages: [] as unknown[],
      open: true,
      breakOff() {
        port.open = false;
        for (const listener of listeners) listener();
      },
    };
    ports.push(port);
    return {
      postMessage: (message: unknown) => port.messages.push(message),
      disconnect: () => (port.open = false),
      onDisconnect: {
        addListener: (listener: () => void) => listeners.add(listener),
        removeListener: (listener: () => void) => listeners.delete(listener),
      },
    };
  };
  return { ports, runtime: { connect } as unknown as Pick<typeof chrome.runtime, 'connect'> };
}

test('an open panel says that it is there, so that the worker is awake when it goes', () => {
  const { ports, runtime } = fakeRuntime();
  const letGo = holdPanelPort(runtime);
  vi.advanceTimersByTime(2 * PANEL_HERE_EVERY_MS);
  expect(ports[0]!.messages).toHaveLength(2);
  letGo();
});

test('a worker that Chrome has ended is woken by a new port', () => {
  const { ports, runtime } = fakeRuntime();
  const letGo = holdPanelPort(runtime);
  ports[0]!.breakOff();
  expect(ports).toHaveLength(2);
  letGo();
});

test('a panel that lets go is gone, and wakes nobody any more', () => {
  const { ports, runtime } = fakeRuntime();
  holdPanelPort(runtime)();
  expect(ports[0]!.open).toBe(false);
  ports[0]!.breakOff();
  vi.advanceTimersByTime(5 * PANEL_HERE_EVERY_MS);
  expect(ports).toHaveLength(1);
  expect(ports[0]!.messages).toEqual([]);
});
