import * as v from 'valibot';
import type { Heard } from '../call/conversation.ts';
import type { CallCause } from '../call/causes/cause.ts';
import { createCameraReport, type CameraReport } from './camera.ts';
import { createCausesRemote, createCausesReport, type CausesReport } from './causes.ts';
import { createPaper, type Paper } from './drawing/paper.ts';
import { createListeners } from './listeners.ts';
import {
  LIVE,
  TechnicianGlimpse,
  TechnicianSays,
  type BoardId,
  type CameraWish,
  type NotTakenReason,
  type Speech,
  type StillKind,
} from './said.ts';
import { createStage } from './stage.ts';
import { kept, MOST_STILLS, type Still, type Taken } from './stills/still.ts';
import { createTaking } from './stills/taking.ts';

/** What the customer sees of it; a new object at each change. */
export interface CustomerShowingView {
  /** What is looked at: `LIVE`, or the number of `still`. */
  board: BoardId;
  /** The still that the technician shows; null on the live picture. */
  still: Still | null;
  /** The one that was taken last, for as long as it is kept: each one taken is seen. */
  last: Still | null;
  /** What the technician's side says is wrong at its end, the worst first. */
  causes: readonly CallCause[];
}

/** The customer's side of what the two show each other; made and used as the technician's is. */
export interface CustomerShowing {
  readonly heard: Heard;
  speakBy(speech: Speech): void;
  view(): CustomerShowingView;
  /** Called at each change of `view()`; what is drawn changes without it (`paper.subscribe`). */
  subscribe(listener: () => void): () => void;
  readonly paper: Paper;
  readonly camera: Pick<CameraReport, 'tell' | 'refuse'>;
  readonly causes: Pick<CausesReport, 'tell'>;
  close(): void;
}

export interface CustomerShowingOptions {
  /**
   * Takes a picture with the phone's camera, or says why not. `signal` gives up once it is not wanted
   * any more: it was taken back, another one was asked for, or all is over.
   */
  take(how: StillKind, signal: AbortSignal): Promise<Taken | NotTakenReason>;
  onWish(wish: CameraWish): void;
  now?: () => number;
}

const unsaid: Speech = { send() {}, glimpse() {}, bytes: () => null };

export function createCustomerShowing({
  take,
  onWish,
  now = Date.now,
}: CustomerShowingOptions): CustomerShowing {
  const listeners = createListeners();
  let by = unsaid;
  const speech: Speech = {
    send: (message) => by.send(message),
    glimpse: (value) => by.glimpse(value),
    bytes: () => by.bytes(),
  };
  const paper = createPaper();
  const stage = createStage();
  const camera = createCameraReport(speech, onWish);
  const causes = createCausesReport(speech);
  const otherCauses = createCausesRemote();
  let stills: readonly Still[] = [];
  let view: CustomerShowingView | null = null;

  function changed(): void {
    view = null;
    listeners.tell();
  }

  const taking = createTaking({
    speech,
    take,
    now,
    onCancelled(id) {
      if (!stills.some((still) => still.id === id)) return;
      stills = stills.filter((still) => still.id !== id);
      changed();
    },
    onStill(still) {
      stills = kept([...stills, still], MOST_STILLS + 1);
      changed();
    },
  });

  function hear(message: unknown): void {
    const said = v.safeParse(TechnicianSays, message);
    if (!said.success) return;
    const { output } = said;
    switch (output.type) {
      case 'take':
      case 'want':
      case 'cancel':
        return taking.heard(output);
      case 'camera':
        return camera.heard(output);
      case 'causes':
        if (otherCauses.heard(output)) changed();
        return;
      case 'show':
        if (stage.take(output)) changed();
        return;
      default:
        return paper.take(output);
    }
  }

  function look(): CustomerShowingView {
    const still = stills.find(({ id }) => id === stage.board()) ?? null;
    // A still that is not kept here any more cannot be looked at together: the live picture is.
    return {
      board: still?.id ?? LIVE,
      still,
      last: stills.at(-1) ?? null,
      causes: otherCauses.causes(),
    };
  }

  return {
    heard: {
      onMessage: hear,
      onGlimpse(value) {
        const glimpse = v.safeParse(TechnicianGlimpse, value);
        if (glimpse.success) paper.glimpse(glimpse.output);
      },
      // Only the phone takes pictures.
      onBytes() {},
      onBytesWay: taking.wayChanged,
      onOther() {
        taking.clear();
        stills = [];
        paper.clear();
        stage.clear();
        camera.clear();
        otherCauses.clear();
        causes.clear();
        changed();
      },
    },
    speakBy: (next) => void (by = next),
    view: () => (view ??= look()),
    subscribe: listeners.add,
    paper,
    camera,
    causes,
    close() {
      taking.close();
      camera.close();
      paper.close();
    },
  };
}
