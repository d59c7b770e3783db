import type { Encryption, EncryptionView } from '../../common/call/encryption/encryption.ts';
import { nothingYet } from '../../common/call/encryption/view.ts';

/** An encryption that remembers what it was told, and whose view a test says. */
export class FakeEncryption implements Encryption {
  /** How often the page said that it shows a change, and that it was seen. */
  shown = 0;
  acknowledged = 0;
  closed = false;
  #view: EncryptionView;
  #listener = () => {};

  constructor(view: Partial<EncryptionView> = {}) {
    this.#view = { ...nothingYet, ...view };
  }
  view = () => this.#view;
  say(part: Partial<EncryptionView>): void {
    this.#view = { ...this.#view, ...part };
    this.#listener();
  }
  subscribe(listener: () => void): () => void {
    this.#listener = listener;
    return () => (this.#listener = () => {});
  }
  certificates = async () => [];
  guard(): never {
    throw new Error('Nobody is connected here.');
  }
  told(): void {
    this.shown += 1;
  }
  seen(): void {
    this.acknowledged += 1;
    this.say({ changed: false });
  }
  close(): void {
    this.closed = true;
  }
}
