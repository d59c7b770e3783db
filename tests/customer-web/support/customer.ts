import { onTestFinished, vi } from 'vitest';
import type { Surroundings } from '../../../customer-web/browser.ts';
import { Journey } from '../../../customer-web/journey.svelte.ts';
import { createMemory, type Memory } from '../../../customer-web/memory.ts';
import { OwnCamera } from '../../../customer-web/own-camera.svelte.ts';
import type { Screen, ScreenAt, Step } from '../../../customer-web/screen.ts';
import { imitateDevices, type ImitatedDevices } from './devices.ts';
import { imitateServer, type ImitatedServer } from './session.ts';
import { ImitatedStream } from './track.ts';

/** A customer with a phone before an imitated server. */
export interface Customer {
  journey: Journey;
  act: Journey['act'];
  devices: ImitatedDevices;
  server: ImitatedServer;
  memory: Memory;
  reloads: number;
  /** The page's parts do not come, until the server answers again. */
  offline: { is: boolean; over(): void };
  /** The screen, which must be at `step`. */
  at<S extends Step>(step: S): ScreenAt<S>;
  /** Lets what was begun come to its end. */
  settled(): Promise<void>;
  /** The same phone with the page loaded anew. */
  reloaded(): Promise<Customer>;
}

interface Phone {
  devices?: ImitatedDevices;
  server?: ImitatedServer;
  storage?: Map<string, string>;
  surroundings?: Partial<Surroundings>;
}

const settled = () => new Promise<void>((done) => setTimeout(done));

/** Opens the page on a phone; waits until it shows its first screen. */
export async function customerOpensThePage(phone: Phone = {}): Promise<Customer> {
  vi.stubGlobal('MediaStream', ImitatedStream);
  const { devices = imitateDevices(), server = imitateServer(), storage = new Map() } = phone;
  const kept = {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => storage.set(key, value),
  } as unknown as Storage;
  const memory = createMemory(
    () => kept,
    () => 'd'.repeat(32),
  );
  const camera = new OwnCamera(devices);
  let over = () => {};
  const customer: Customer = {
    devices,
    server,
    memory,
    reloads: 0,
    offline: { is: false, over: () => over() },
    journey: new Journey({
      surroundings: {
        secure: true,
        hasCameraApi: true,
        browser: 'chrome_android',
        ios: false,
        app: null,
        address: 'https://help.example.com/',
        ...phone.surroundings,
      },
      memory,
      camera,
      language: () => 'en',
      async reception() {
        if (customer.offline.is) throw new TypeError('Failed to fetch dynamically imported module');
        return server.reception(camera);
      },
      reachable: () => new Promise((resolve) => (over = resolve)),
      reload: () => (customer.reloads += 1),
      now: () => 1_000,
    }),
    get act() {
      return customer.journey.act;
    },
    at(step) {
      const screen: Screen = customer.journey.screen;
      if (screen.step !== step) throw new Error(`The customer is at ${screen.step}, not ${step}.`);
      return screen as ScreenAt<typeof step>;
    },
    settled,
    reloaded: () => customerOpensThePage({ ...phone, devices, server, storage }),
  };
  onTestFinished(() => customer.journey.stop());
  await customer.journey.start();
  return customer;
}

/** A customer who has been through the tutorial and allowed everything: at the PIN. */
export async function customerAtThePin(phone?: Phone): Promise<Customer> {
  const customer = await customerOpensThePage(phone);
  customer.act.skipTutorial();
  customer.act.allowCamera('here');
  await settled();
  return customer;
}

/** A customer whose PIN was accepted: at the licence. */
export async function customerAtTheLicence(phone?: Phone): Promise<Customer> {
  const customer = await customerAtThePin(phone);
  customer.act.connect('482913');
  await settled();
  return customer;
}
