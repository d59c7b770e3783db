import { createSubscriber, SvelteMap } from 'svelte/reactivity';
import type { TechnicianSession } from '../../../common/contract/views.ts';
import type { Mark } from '../../../common/showing/drawing/board.ts';
import type { StillId } from '../../../common/showing/said.ts';
import { stillFileName } from '../../../common/showing/stills/file-name.ts';
import type { Still } from '../../../common/showing/stills/still.ts';
import type { TechnicianShowing } from '../../../common/showing/technician.ts';
import { followed } from './followed.ts';
import type { PictureFiles } from './picture-files.ts';

export interface PicturesOptions {
  showing: Pick<TechnicianShowing, 'view' | 'subscribe' | 'paper'>;
  details(): Pick<TechnicianSession['details'], 'name' | 'ticketId'>;
  files: PictureFiles;
}

/**
 * The pictures that were taken in a session, and which of them are saved. They are in memory alone,
 * and gone with this object.
 */
export class Pictures {
  /** The last attempt to save one did not come about. */
  failed: boolean = $state(false);
  /** What was drawn on each picture when it was saved. */
  #saved = new SvelteMap<StillId, readonly Mark[]>();
  #options: PicturesOptions;
  #shown: ReturnType<typeof followed>;
  #hearPaper: () => void;

  constructor(options: PicturesOptions) {
    this.#options = options;
    this.#shown = followed(options.showing);
    this.#hearPaper = createSubscriber(options.showing.paper.subscribe);
  }

  /** Oldest first. */
  get all(): readonly Still[] {
    return this.#shown().stills;
  }

  /** Whether there is a file of it, with all that is drawn on it now. */
  isSaved(still: Still): boolean {
    this.#hearPaper();
    return this.#saved.get(still.id) === this.#marksOn(still);
  }

  /**
   * Saves it among the browser's downloads: its very bytes, or with the marks painted into it.
   * `otherwise` is what the file is called where neither ticket nor customer is known.
   */
  async save(still: Still, otherwise: string): Promise<void> {
    const { details, files } = this.#options;
    const marks = this.#marksOn(still);
    const { name, ticketId: ticket } = details();
    this.failed = false;
    try {
      const blob =
        marks.length > 0 ? await files.withMarks(still, marks, 'image/jpeg') : still.blob;
      const { takenAt } = still;
      files.save(blob, stillFileName({ ticket, name, otherwise, takenAt, type: blob.type }));
      this.#saved.set(still.id, marks);
    } catch {
      this.failed = true;
    }
  }

  /** Puts it into the clipboard, with what is drawn on it. Rejects where the browser does not let it. */
  copy(still: Still): Promise<void> {
    const { files } = this.#options;
    return files.copy(files.withMarks(still, this.#marksOn(still), 'image/png'));
  }

  /** One and the same array as long as nothing is drawn or taken away. */
  #marksOn(still: Still): readonly Mark[] {
    return this.#options.showing.paper.board(still.id).marks();
  }
}
