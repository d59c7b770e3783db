import { vi } from 'vitest';
import { createConversation, type Conversation } from '../../../common/call/conversation.ts';
import { createCustomerShowing, type CustomerShowing } from '../../../common/showing/customer.ts';
import type { CameraWish, NotTakenReason, StillKind } from '../../../common/showing/said.ts';
import type { Taken } from '../../../common/showing/stills/still.ts';
import { createTechnicianShowing } from '../../../common/showing/technician.ts';
import { plainJpeg } from '../../support/plain-jpeg.ts';
import {
  asChannel,
  imitatedPair,
  type ImitatedChannel,
  type ImitatedWay,
} from './imitated-channel.ts';

/** Random numbers that are the same in each run (a linear congruential generator). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1664525 + 1013904223) % 2 ** 32) / 2 ** 32;
}

const PICTURE = { width: 1280, height: 720 };

/** A picture of that many bytes, none of which is like the next. */
export function pictureOf(size: number, seed = 1): Taken {
  const random = seeded(seed);
  const bytes = plainJpeg(PICTURE, size, () => Math.floor(random() * 256));
  return { blob: new Blob([bytes], { type: 'image/jpeg' }), ...PICTURE };
}

/** Time stands still but for `pass`; what takes no time by the clock, such as a digest, goes on. */
export function stopTime(): void {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'],
    now: Date.UTC(2026, 10, 23, 14, 25, 30),
  });
}

/** What is being read and digested: it takes real time, of which a clock that stands still knows nothing. */
let underWay = 0;

/** Counts a kind of work while it is under way. */
function counted<Given extends unknown[], Result>(
  work: (this: unknown, ...given: Given) => Promise<Result>,
) {
  return async function (this: unknown, ...given: Given): Promise<Result> {
    underWay += 1;
    try {
      return await work.apply(this, given);
    } finally {
      underWay -= 1;
    }
  };
}
Blob.prototype.arrayBuffer = counted(Blob.prototype.arrayBuffer as () => Promise<ArrayBuffer>);
crypto.subtle.digest = counted(crypto.subtle.digest as typeof crypto.subtle.digest);

/** Lets all be done that needs no time by the clock: also on a busy machine none of it passes meanwhile. */
async function breathe(): Promise<void> {
  do await new Promise<void>((resolve) => setImmediate(resolve));
  while (underWay > 0);
}

/** Lets `ms` pass, in steps short enough for what is done between them. */
export async function pass(ms: number, step = 5): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) {
    await vi.advanceTimersByTimeAsync(Math.min(step, ms - passed));
    await breathe();
  }
}

/** Lets time pass until something is so. */
export async function until(isSo: () => boolean, mostMs = 120_000): Promise<void> {
  const end = Date.now() + mostMs;
  while (!isSo()) {
    if (Date.now() > end) throw new Error('It never came to be so.');
    await pass(5);
  }
}

/** Whether two pictures are the same, byte by byte. */
export const isSame = async (one: Blob, other: Blob) =>
  Buffer.from(await one.arrayBuffer()).equals(Buffer.from(await other.arrayBuffer()));

interface CustomerPage {
  showing: CustomerShowing;
  conversation: Conversation;
}

export interface TwoShowingsOptions extends Partial<ImitatedWay> {
  take?(how: StillKind): Promise<Taken | NotTakenReason>;
}

/**
 * The technician's and the customer's showing, joined by their real conversations over an imitated
 * way that loses and reorders messages.
 */
export function twoShowings(options: TwoShowingsOptions = {}) {
  const way: ImitatedWay = { delay: 20, jitter: 30, loss: 0.1, rate: 1_000, ...options };
  const take = vi.fn(options.take ?? (async () => pictureOf(100_000)));
  const wishes: CameraWish[] = [];
  const random = seeded(7);
  /** All that the technician's side heard and the customer's page said. */
  const said: { technician: unknown[]; customer: unknown[] } = { technician: [], customer: [] };

  const technician = createTechnicianShowing();
  const asking = createConversation(technician.heard);
  technician.speakBy(heardOf(asking, said.technician));

  function heardOf(conversation: Conversation, all: unknown[]): Conversation {
    const send = (message: unknown) => {
      all.push(message);
      conversation.send(message);
    };
    return { ...conversation, send };
  }

  function openPage(): CustomerPage {
    const showing = createCustomerShowing({ take, onWish: (wish) => void wishes.push(wish) });
    const conversation = createConversation(showing.heard);
    showing.speakBy(heardOf(conversation, said.customer));
    return { showing, conversation };
  }

  let page = openPage();
  /** The ends of the present connection: the technician's and the customer's. */
  let ends: { technician: ImitatedChannel[]; customer: ImitatedChannel[] } | null = null;
  const bytesChannels: ImitatedChannel[] = [];

  /** A new connection beside the one that is there, if one is; it is spoken over by `speakOver`. */
  function open() {
    const messages = imitatedPair(way, random, false);
    const bytes = imitatedPair(way, random, true);
    const channelsOf = (end: 0 | 1) => ({
      messages: asChannel(messages[end]),
      bytes: asChannel(bytes[end]),
    });
    const next = { technician: [messages[0], bytes[0]], customer: [messages[1], bytes[1]] };
    const [forTechnician, forCustomer] = [channelsOf(0), channelsOf(1)];
    asking.listen(forTechnician);
    page.conversation.listen(forCustomer);
    for (const each of [...messages, ...bytes]) each.become('open');
    bytesChannels.push(bytes[1]);
    return {
      technicianSpeaks: () => asking.over(forTechnician),
      customerSpeaks: () => page.conversation.over(forCustomer),
      isPresent: () => void (ends = next),
    };
  }

  function cut(): void {
    for (const each of [...(ends?.technician ?? []), ...(ends?.customer ?? [])])
      each.become('closed');
    ends = null;
  }

  function connect(): void {
    const connection = open();
    connection.technicianSpeaks();
    connection.customerSpeaks();
    connection.isPresent();
  }

  connect();
  return {
    technician,
    take,
    wishes,
    said,
    customer: () => page.showing,
    connect,
    cut,
    open,
    /** The customer's ends of all channels for bytes there were. */
    bytesChannels,
    /** The customer's page is loaded again: it is another document. */
    reload() {
      cut();
      page.showing.close();
      page.conversation.close();
      asking.startOver();
      page = openPage();
      connect();
    },
    close() {
      technician.close();
      page.showing.close();
      asking.close();
      page.conversation.close();
    },
  };
}
