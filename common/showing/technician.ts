import * as v from 'valibot';
import type { Heard } from '../call/conversation.ts';
import type { CallCause } from '../call/causes/cause.ts';
import { createCameraRemote } from './camera.ts';
import { createCausesRemote, createCausesReport, type CausesReport } from './causes.ts';
import { createPaper, type Paper } from './drawing/paper.ts';
import { createPen, type Pen } from './drawing/pen.ts';
import { createListeners } from './listeners.ts';
import {
  CustomerSays,
  LIVE,
  type BoardId,
  type CameraState,
  type CameraWish,
  type Speech,
  type StillId,
  type StillKind,
  type TechnicianSays,
} from './said.ts';
import { createStage } from './stage.ts';
import { createAsking } from './stills/asking.ts';
import { kept, type Coming, type Still, type StillProblem } from './stills/still.ts';

/** What the technician sees beside the picture itself; a new object at each change. */
export interface TechnicianShowingView {
  /** What both look at: `LIVE`, or the number of one of `stills`. */
  board: BoardId;
  /** Whether the customer sees it too: a page that was reloaded has none of the former stills. */
  together: boolean;
  /** Oldest first. */
  stills: readonly Still[];
  coming: Coming | null;
  /** Why the last one that was asked for is not there; null once another is asked for. */
  problem: { how: StillKind; why: StillProblem } | null;
  /** Null until the customer's page has said it. */
  camera: CameraState | null;
  /** What the camera was last asked to do and could not; null once it is asked again. */
  refused: CameraWish['what'] | null;
  /** What the customer's page says is wrong at its end, the worst first. */
  causes: readonly CallCause[];
}

/**
 * The technician's side of what the two show each other: drawing, stills, the customer's camera. It
 * is made before its call, whose `heard` it is, and lives as long:
 *
 *     const showing = createTechnicianShowing();
 *     const call = createCall({ …, heard: showing.heard });
 *     showing.speakBy(call.conversation);
 */
export interface TechnicianShowing {
  readonly heard: Heard;
  speakBy(speech: Speech): void;
  view(): TechnicianShowingView;
  /** Called at each change of `view()`; what is drawn changes without it (`paper.subscribe`). */
  subscribe(listener: () => void): () => void;
  readonly paper: Paper;
  readonly pen: Pen;
  /** Asks for a still; a frame is shown to both as soon as it is there, and so is a photo. */
  take(how: StillKind): void;
  cancel(): void;
  /** Shows one of `stills` to both, or the live picture. */
  show(board: BoardId): void;
  wish(wish: CameraWish): void;
  readonly causes: Pick<CausesReport, 'tell'>;
  close(): void;
}

const unsaid: Speech = { send() {}, glimpse() {}, bytes: () => null };

export function createTechnicianShowing(now: () => number = Date.now): TechnicianShowing {
  const listeners = createListeners();
  let by = unsaid;
  const speech: Speech = {
    send: (message) => by.send(message),
    glimpse: (value) => by.glimpse(value),
    bytes: () => by.bytes(),
  };
  const paper = createPaper();
  const pen = createPen(paper, speech);
  const stage = createStage();
  const camera = createCameraRemote(speech);
  const causes = createCausesReport(speech);
  const otherCauses = createCausesRemote();
  let turn = 0;
  let stills: readonly Still[] = [];
  /** Stills up to this one are not on the customer's page. */
  let mineUpTo: StillId = 0;
  let problem: TechnicianShowingView['problem'] = null;
  let refused: CameraWish['what'] | null = null;
  let view: TechnicianShowingView | null = null;

  function changed(): void {
    view = null;
    listeners.tell();
  }

  function show(board: BoardId): void {
    const still: StillId | null = board === LIVE ? null : board;
    const said = { type: 'show', turn: (turn += 1), still } as const satisfies TechnicianSays;
    stage.take(said);
    speech.send(said);
    changed();
  }

  function keep(still: Still): void {
    stills = kept([...stills, still]);
    show(still.id);
  }

  const asking = createAsking({
    speech,
    now,
    onStill: keep,
    onProblem(_id, how, why) {
      problem = { how, why };
      changed();
    },
    onProgress: changed,
  });

  function hear(message: unknown): void {
    const said = v.safeParse(CustomerSays, message);
    if (!said.success) return;
    const { output } = said;
    if (output.type === 'camera') {
      if (camera.heard(output)) changed();
    } else if (output.type === 'causes') {
      if (otherCauses.heard(output)) changed();
    } else if (output.type === 'camera_refused') {
      refused = output.what;
      changed();
    } else {
      asking.heard(output);
    }
  }

  return {
    heard: {
      onMessage: hear,
      // The customer draws nothing.
      onGlimpse() {},
      onBytes: asking.piece,
      onBytesWay: asking.wayChanged,
      onOther() {
        // A page that was reloaded has no stills to show; what was taken stays here.
        mineUpTo = stills.at(-1)?.id ?? mineUpTo;
        refused = null;
        asking.clear();
        paper.clear('stills');
        stage.clear();
        camera.clear();
        otherCauses.clear();
        causes.clear();
        changed();
      },
    },
    speakBy: (next) => void (by = next),
    view: () =>
      (view ??= {
        board: stage.board(),
        together: stage.board() === LIVE || stage.board() > mineUpTo,
        stills,
        coming: asking.coming(),
        problem,
        camera: camera.state(),
        refused,
        causes: otherCauses.causes(),
      }),
    subscribe: listeners.add,
    paper,
    pen,
    causes,
    take(how) {
      problem = null;
      asking.take(how);
      changed();
    },
    cancel() {
      asking.cancel();
      changed();
    },
    show,
    wish(wish) {
      refused = null;
      camera.wish(wish);
      changed();
    },
    close() {
      asking.close();
      pen.close();
      paper.close();
    },
  };
}
