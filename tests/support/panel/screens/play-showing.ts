import type { CallCause } from '../../../../common/call/causes/cause.ts';
import { placeAt } from '../../../../common/showing/place.ts';
import { LIVE, type CameraState, type StillKind } from '../../../../common/showing/said.ts';
import { LONGEST_LOAD, writePiece } from '../../../../common/showing/stills/pieces.ts';
import type { StillProblem } from '../../../../common/showing/stills/still.ts';
import type { TechnicianShowing } from '../../../../common/showing/technician.ts';
import type { FakeCall } from '../fake-call.ts';
import { paintBoiler } from './drawn-picture.ts';

/** What the two have shown each other, as plain data. */
export interface ShowingSnapshot {
  camera?: CameraState;
  /** What the customer's page says is wrong at its end. */
  causes?: CallCause[];
  /** The stills that were taken; the last of them is on the stage. */
  stills?: StillKind[];
  /** The technician is back on the live picture. */
  back?: boolean;
  drawn?: boolean;
  /** The customer's page was opened anew since. */
  reloaded?: boolean;
  refused?: 'torch' | 'zoom' | 'lens';
  /** A still on its way, and how many of its hundred parts are here; null while it is only asked for. */
  coming?: { how: StillKind; percent: number | null };
  /** What was asked for last, and why it is not there; `broken` cannot be played by words alone. */
  problem?: { how: StillKind; why: Exclude<StillProblem, 'broken'> };
}

const SIZE = { width: 3024, height: 4032 };

async function photo(): Promise<Blob> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [SIZE.width, SIZE.height];
  const pen = canvas.getContext('2d')!;
  pen.scale(3, 3);
  paintBoiler(pen, { width: SIZE.width / 3, height: SIZE.height / 3 });
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob!), 'image/jpeg', 0.8));
}

function draw(showing: TechnicianShowing): void {
  const { board } = showing.view();
  const whole = { left: 0, top: 0, width: 100, height: 100 };
  const line = showing.pen.stroke(board, placeAt(whole, 30, 40));
  for (let step = 1; step <= 40; step += 1) {
    const turn = (step / 40) * 2 * Math.PI;
    line.to(placeAt(whole, 50 - 20 * Math.cos(turn), 40 - 8 * Math.sin(turn)));
  }
  line.end();
  const arrow = showing.pen.arrow(board, placeAt(whole, 20, 75));
  arrow.to(placeAt(whole, 36, 59));
  arrow.end();
  showing.pen.number(board, placeAt(whole, 62, 58));
}

/** Plays what the customer's page says and what the technician does, up to the moment of the snapshot. */
export async function playShowing(
  snapshot: ShowingSnapshot,
  call: FakeCall,
  showing: TechnicianShowing,
): Promise<void> {
  let still = 0;
  const said = (): Promise<void> =>
    new Promise((resolve) => {
      const stop = showing.subscribe(() => {
        if (!showing.view().stills.some(({ id }) => id === still)) return;
        stop();
        resolve();
      });
    });
  for (const how of snapshot.stills ?? []) {
    showing.take(how);
    still += 1;
    const there = said();
    await call.hearStill(still, await photo(), SIZE);
    await there;
  }
  if (snapshot.reloaded) call.meetAnother();
  if (snapshot.reloaded && still) showing.show(still);
  if (snapshot.back) showing.show(LIVE);
  if (snapshot.camera) call.hear({ type: 'camera', turn: 1, state: snapshot.camera });
  if (snapshot.causes) call.hear({ type: 'causes', turn: 1, causes: snapshot.causes });
  if (snapshot.drawn) draw(showing);
  const { refused, problem, coming } = snapshot;
  if (refused) call.hear({ type: 'camera_refused', what: refused });
  if (problem) {
    showing.take(problem.how);
    call.hear({ type: 'not_taken', still: still + 1, because: problem.why });
  }
  if (coming) showing.take(coming.how);
  if (coming && coming.percent !== null) {
    const digest = '0'.repeat(64);
    const bytes = 100 * LONGEST_LOAD;
    call.hear({ type: 'still', still: still + 1, mime: 'image/jpeg', bytes, ...SIZE, digest });
    for (let part = 0; part < coming.percent; part += 1)
      call.hearPiece(
        writePiece({
          still: still + 1,
          offset: part * LONGEST_LOAD,
          load: new Uint8Array(LONGEST_LOAD),
        }),
      );
  }
}
