import type { Language, LinkedSession } from '../common/contract/views.ts';
import type { Link } from './link.ts';
import { LinkStep } from './link-step.svelte.ts';
import type { Memory } from './memory.ts';
import { PinStep } from './pin-step.svelte.ts';
import type { Reach } from './reach.svelte.ts';
import type { Entrance, Reception } from './reception.ts';
import type { Screen } from './screen.ts';
import type { VisitSeat } from './visit.svelte.ts';

interface EntranceParts {
  link: Link;
  memory: Memory;
  reach: Reach;
  language(): Language;
  now(): number;
  /** Where the link leads is known. */
  onfound(session: LinkedSession): void;
  /** The customer has a seat. */
  onseat(reception: Reception, seat: VisitSeat): void;
}

/** The step at which one comes into a session: by a link, by a PIN, or back after a reload. */
export class EntranceStep {
  readonly link: LinkStep;
  readonly pin: PinStep;
  #parts: EntranceParts;

  readonly screen: Screen = $derived.by(() => {
    const { session } = this.link;
    if (!session) return this.pin.screen;
    const { busy, error, hold } = this.pin.screen;
    return { step: 'join', technician: session.technicianName, busy, error, hold };
  });

  constructor(parts: EntranceParts) {
    this.#parts = parts;
    this.link = new LinkStep(parts.link);
    this.pin = new PinStep(parts.now, () => void this.#lookAgain());
  }

  /** Finds out where the link leads that one came by. */
  async look() {
    const { reach, memory, onfound } = this.#parts;
    const reception = await reach.reception();
    if (!reception) return;
    try {
      await this.link.look(reception);
    } catch (error) {
      // Said where a PIN can be typed instead, with the time where there is one to wait.
      this.pin.failed(error, reach.failed(error));
    }
    const { session } = this.link;
    if (!session) return;
    onfound(session);
    if (session.voice === 'phone') memory.set('voice', 'phone');
  }

  /** Whoever came by a link that could not be looked at has no PIN: it is looked at again. */
  async #lookAgain() {
    const { token, session, refusal } = this.link;
    if (token !== null && !session && refusal === null) await this.look();
  }

  /** Joins by the link one came by. */
  async join() {
    const { session, token } = this.link;
    if (session && token !== null) await this.connect({ link: token, id: session.id });
  }

  async connect(entrance: Entrance) {
    const { memory, language } = this.#parts;
    if (!this.pin.begin(entrance)) return;
    const arrival = { device: memory.get('device'), voice: memory.get('voice') };
    await this.#enter((reception) =>
      reception.join(entrance, { ...arrival, language: language() }),
    );
  }

  /** Back to the seat that this device has kept, if it has. */
  async comeBack() {
    const { memory } = this.#parts;
    const kept = memory.get('seat');
    // A link that still leads somewhere is where one wants to go; one that does not may have led to this seat.
    if (!kept || this.link.session) return;
    const { session: id, token } = kept;
    await this.#enter(async () => ({ id, token, device: memory.get('device'), seat: 'take' }));
  }

  /** Comes into a session, by what `seatAt` gets at the reception. */
  async #enter(seatAt: (reception: Reception) => Promise<VisitSeat>) {
    const { reach, memory, onseat } = this.#parts;
    const reception = await reach.reception();
    if (!reception) return;
    try {
      const seat = await seatAt(reception);
      memory.set('seat', { session: seat.id, token: seat.token });
      onseat(reception, seat);
      this.pin.reset();
      if (this.link.session) this.link.forget();
    } catch (error) {
      const refused = this.link.refuse(error);
      this.pin.failed(error, refused ? '' : reach.failed(error));
    }
  }
}
