import type { Call, CallOptions, CallView, SentTracks } from '../../../common/call/call.ts';
import type { Size } from '../../../common/showing/place.ts';
import type { CustomerSays, StillSaid } from '../../../common/showing/said.ts';
import { digestOf } from '../../../common/showing/stills/digest.ts';
import { LONGEST_LOAD, writePiece } from '../../../common/showing/stills/pieces.ts';
import { idleCall } from './views.ts';

/** A call that remembers what it was told, and whose view a test says. */
export class FakeCall implements Call {
  readonly sent: (SentTracks | null)[] = [];
  other: { peerId: string | null; present?: boolean } = { peerId: null };
  /** What was said to the other side beside picture and sound. */
  readonly said: unknown[] = [];
  retries = 0;
  closed = false;
  #view: CallView;
  #options: CallOptions;

  constructor(options: CallOptions, view: CallView = idleCall) {
    this.#options = options;
    this.#view = view;
  }

  current = () => this.#view;
  say(part: Partial<CallView>): void {
    this.#view = { ...this.#view, ...part };
    this.#options.onChange(this.#view);
  }
  /** The customer's page says this, beside picture and sound. */
  hear(message: CustomerSays): void {
    this.#options.heard?.onMessage(message);
  }
  /** The customer's page sends a still that was asked for, whole and at once. */
  async hearStill(still: number, blob: Blob, size: Size): Promise<void> {
    const mime = blob.type as StillSaid['mime'];
    const digest = await digestOf(blob);
    this.hear({ type: 'still', still, mime, bytes: blob.size, ...size, digest });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    for (let offset = 0; offset < bytes.length; offset += LONGEST_LOAD) {
      const load = bytes.subarray(offset, offset + LONGEST_LOAD);
      this.hearPiece(writePiece({ still, offset, load }));
    }
  }
  hearPiece(piece: ArrayBuffer): void {
    this.#options.heard?.onBytes(piece);
  }
  /** The customer's page is another one: it knows nothing of what was said. */
  meetAnother(): void {
    this.#options.heard?.onOther();
  }
  setOther(peerId: string | null, present?: boolean): void {
    this.other = { peerId, present };
  }
  send(tracks: SentTracks | null): void {
    this.sent.push(tracks && { ...tracks });
  }
  readonly conversation = {
    send: (message: unknown) => void this.said.push(message),
    glimpse: (value: unknown) => void this.said.push(value),
    bytes: () => null,
  };
  statistics = async () => null;
  retry(): void {
    this.retries += 1;
  }
  close(): void {
    this.closed = true;
  }
}
