import { onTestFinished, vi } from 'vitest';
import type { Surroundings } from '../../../customer-web/browser.ts';
import { Journey } from '../../../customer-web/journey.svelte.ts';
import { takeLink } from '../../../customer-web/link.ts';
import { createMemory, type Memory } from '../../../customer-web/memory.ts';
import { OwnCamera } from '../../../customer-web/camera/own-camera.svelte.ts';
import type { Reception } from '../../../customer-web/reception.ts';
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
  /** This phone's clock, in ms; it stands still unless set. */
  now: number;
  /** The page's parts do not come, until the server answers again. */
  offline: { is: boolean; over(): void };
  /** The address that the browser shows. */
  readonly address: string;
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
  /** What this tab keeps until it is closed. */
  tab?: Map<string, string>;
  /** What stands after the page's address, as `#j=…` of a link. */
  fragment?: string;
  surroundings?: Partial<Surroundings>;
}

const storageOn = (kept: Map<string, string>) =>
  ({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  }) as unknown as Storage;

const settled = () => new Promise<void>((done) => setTimeout(done));

const page = 'https://help.example.com/';

/** The token of an invitation's link: 128 bits as base64url. */
export const linkToken = 'LinkTokenOf22Letters-_';

/** Opens the page on a phone; waits until it shows its first screen. */
export async function customerOpensThePage(phone: Phone = {}): Promise<Customer> {
  vi.stubGlobal('MediaStream', ImitatedStream);
  const { devices = imitateDevices(), server = imitateServer(), storage = new Map() } = phone;
  const { tab = new Map(), fragment = '' } = phone;
  const memory = createMemory(
    () => storageOn(storage),
    () => 'd'.repeat(32),
  );
  const surroundings: Surroundings = {
    secure: true,
    hasCameraApi: true,
    browser: 'chrome_android',
    ios: false,
    app: null,
    address: page,
    ...phone.surroundings,
  };
  const location = { hash: fragment, pathname: '/', search: '' };
  const link = takeLink({
    location,
    history: {
      replaceState: (_: unknown, __: string, to: string) => (location.hash = to.slice(1)),
    },
    navigator: { mediaDevices: surroundings.hasCameraApi && { getUserMedia: () => {} } },
    isSecureContext: surroundings.secure,
    sessionStorage: storageOn(tab),
  } as unknown as Window);
  const camera = new OwnCamera(devices);
  let over = () => {};
  let reception: Reception | undefined;
  const customer: Customer = {
    devices,
    server,
    memory,
    reloads: 0,
    now: 1_000,
    offline: { is: false, over: () => over() },
    journey: new Journey({
      surroundings,
      memory,
      link,
      camera,
      language: () => 'en',
      async reception() {
        if (customer.offline.is) throw new TypeError('Failed to fetch dynamically imported module');
        return (reception ??= server.reception(camera));
      },
      reachable: () => new Promise((resolve) => (over = resolve)),
      reload: () => (customer.reloads += 1),
      now: () => customer.now,
    }),
    get address() {
      return page + location.hash;
    },
    get act() {
      return customer.journey.act;
    },
    at(step) {
      const screen: Screen = customer.journey.screen;
      if (screen.step !== step) throw new Error(`The customer is at ${screen.step}, not ${step}.`);
      return screen as ScreenAt<typeof step>;
    },
    settled,
    reloaded: () => customerOpensThePage({ ...phone, fragment: '', devices, server, storage, tab }),
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

/** A customer who touched the link of an invitation, and went through tutorial and camera. */
export async function customerByLink(phone: Phone = {}): Promise<Customer> {
  const customer = await customerOpensThePage({ fragment: `#j=${linkToken}`, ...phone });
  customer.act.skipTutorial();
  customer.act.allowCamera('here');
  await settled();
  return customer;
}
