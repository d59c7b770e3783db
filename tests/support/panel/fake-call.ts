import type { Call, CallOptions, CallView, SentTracks } from '../../../common/call/call.ts';
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
