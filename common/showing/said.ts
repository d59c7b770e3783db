/**
 * What the two sides of a live call say to each other beside picture and sound, over the call's
 * conversation (`common/call/conversation.ts`): each message comes once, and in whatever order, so
 * that each must mean the same in any order. Whatever comes is checked by these schemas first.
 */
import * as v from 'valibot';
import { callCauses, inOrder } from '../call/causes/cause.ts';
import { Place } from './place.ts';

const Count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31));

/** Stills are numbered by the technician's document, from 1. */
export const StillId = v.pipe(Count, v.minValue(1));
export type StillId = number;

/** What is drawn on: 0 is the live picture, any other number the still of that number. */
export const BoardId = Count;
export type BoardId = number;
export const LIVE: BoardId = 0;

/** Marks are numbered by the technician's document, from 1, over all boards. */
const MarkId = v.pipe(Count, v.minValue(1));
export type MarkId = number;

/** The largest still that is taken, in bytes: a sensor of 100 megapixels as JPEG is about 30 MB. */
export const LARGEST_STILL = 48 * 2 ** 20;
/** How long a still's sides may be and how much it may have in all, in pixels: a little is soon much. */
export const LONGEST_SIDE = 32_768;
export const MOST_PIXELS = 120_000_000;
/** The longest part of a stroke in one message, in places. */
export const LONGEST_PART = 100;
/** The longest stroke, in places: 10 minutes of drawing at 60 a second. */
export const LONGEST_STROKE = 36_000;

/** A shape that is whole at once. */
export const Shape = v.variant('kind', [
  v.strictObject({ kind: v.literal('arrow'), from: Place, to: Place }),
  v.strictObject({
    kind: v.literal('number'),
    at: Place,
    number: v.pipe(Count, v.minValue(1), v.maxValue(999)),
  }),
]);
export type Shape = v.InferOutput<typeof Shape>;

/** How a still is taken: a frame of the live picture, or the sensor's whole resolution. */
export const stillKinds = ['frame', 'photo'] as const;
export type StillKind = (typeof stillKinds)[number];

const Zoom = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1000));
/** A lens by its number in the customer's list; what the phone calls it stays there. */
const LensId = v.pipe(Count, v.maxValue(31));

/**
 * What is wrong at the sayer's own end; the list with the highest `turn` holds. What a newer page may
 * say besides is passed over.
 */
export const CausesSaid = v.object({
  type: v.literal('causes'),
  turn: Count,
  causes: v.pipe(
    v.array(v.pipe(v.string(), v.maxLength(40))),
    v.maxLength(32),
    v.transform((said) => inOrder(callCauses.filter((cause) => said.includes(cause)))),
  ),
});
export type CausesSaid = v.InferOutput<typeof CausesSaid>;

export const TechnicianSays = v.variant('type', [
  /** A part of a freehand stroke: `from` is the number of its first place within the stroke. */
  v.strictObject({
    type: v.literal('stroke'),
    board: BoardId,
    mark: MarkId,
    from: v.pipe(Count, v.maxValue(LONGEST_STROKE)),
    places: v.pipe(v.array(Place), v.minLength(1), v.maxLength(LONGEST_PART)),
  }),
  v.strictObject({ type: v.literal('mark'), board: BoardId, mark: MarkId, shape: Shape }),
  v.strictObject({ type: v.literal('undo'), board: BoardId, mark: MarkId }),
  /** Every mark of that board up to this one is gone. */
  v.strictObject({ type: v.literal('erase'), board: BoardId, upTo: MarkId }),
  /** What both look at from now on: null is the live picture. The highest `turn` holds. */
  v.strictObject({ type: v.literal('show'), turn: Count, still: v.nullable(StillId) }),
  v.strictObject({ type: v.literal('take'), still: StillId, how: v.picklist(stillKinds) }),
  /** The still's bytes from this one on, over the present connection. */
  v.strictObject({ type: v.literal('want'), still: StillId, from: Count }),
  v.strictObject({ type: v.literal('cancel'), still: StillId }),
  /** What the camera is to do; of each wish the one with the highest `turn` holds. */
  v.strictObject({
    type: v.literal('camera'),
    turn: Count,
    wish: v.variant('what', [
      v.strictObject({ what: v.literal('torch'), on: v.boolean() }),
      v.strictObject({ what: v.literal('zoom'), to: Zoom }),
      v.strictObject({ what: v.literal('lens'), to: LensId }),
    ]),
  }),
  CausesSaid,
]);
export type TechnicianSays = v.InferOutput<typeof TechnicianSays>;
export type CameraWish = Extract<TechnicianSays, { type: 'camera' }>['wish'];

/** What is worth nothing once there is a newer one. */
export const TechnicianGlimpse = v.variant('what', [
  /** Where the laser pointer is. It is gone where nothing is heard of it for `POINTER_LASTS_MS`. */
  v.strictObject({ what: v.literal('pointer'), board: BoardId, at: Place }),
  v.strictObject({ what: v.literal('no_pointer') }),
  /** A shape that is still being drawn. It is gone with the mark of that number. */
  v.strictObject({ what: v.literal('draft'), board: BoardId, mark: MarkId, shape: Shape }),
]);
export type TechnicianGlimpse = v.InferOutput<typeof TechnicianGlimpse>;

/** How long a pointer of which nothing is heard stays, in ms; it is said again in less than half of that. */
export const POINTER_LASTS_MS = 1_200;
export const POINTER_AGAIN_MS = 400;

/**
 * - `live`: it is sent. - `paused`: by the customer. - `taken`: a telephone call, another app or the
 *   system has the camera. - `switching`: from one lens to another. - `off`: there is none, or it is
 *   not allowed.
 */
export const pictureStates = ['live', 'paused', 'taken', 'switching', 'off'] as const;
export type PictureState = (typeof pictureStates)[number];
/** `phone`: the two speak by telephone. `none`: there is no microphone, or it is not allowed. */
export const microphoneStates = ['on', 'muted', 'none', 'phone'] as const;

export const lensKinds = ['rear', 'wide', 'tele', 'front', 'other'] as const;
export type LensKind = (typeof lensKinds)[number];

/** The customer's camera as it is now. What a phone cannot do is null, or a list of one. */
export const CameraState = v.object({
  picture: v.picklist(pictureStates),
  microphone: v.picklist(microphoneStates),
  torch: v.nullable(v.boolean()),
  zoom: v.nullable(
    v.pipe(
      v.object({ min: Zoom, max: Zoom, step: Zoom, now: Zoom }),
      v.check(({ min, max }) => min < max),
      // Some phones say another one until the first picture has come.
      v.transform((zoom) => ({ ...zoom, now: Math.min(zoom.max, Math.max(zoom.min, zoom.now)) })),
    ),
  ),
  lenses: v.pipe(
    v.array(v.object({ id: LensId, kind: v.picklist(lensKinds) })),
    v.maxLength(16),
    v.check((lenses) => new Set(lenses.map(({ id }) => id)).size === lenses.length),
  ),
  lens: v.nullable(LensId),
});
export type CameraState = v.InferOutput<typeof CameraState>;

/** Why a still was not taken: what the camera is, or that the phone could not. */
export const notTakenReasons = ['paused', 'taken', 'off', 'too_large', 'failed'] as const;
export type NotTakenReason = (typeof notTakenReasons)[number];

export const CustomerSays = v.variant('type', [
  /** The state with the highest `turn` holds. */
  v.object({ type: v.literal('camera'), turn: Count, state: CameraState }),
  /** The camera could not do what was wished. */
  v.object({ type: v.literal('camera_refused'), what: v.picklist(['torch', 'zoom', 'lens']) }),
  /** A still was taken and comes over the channel for bytes. `digest` is its SHA-256, in hex. */
  v.object({
    type: v.literal('still'),
    still: StillId,
    mime: v.literal('image/jpeg'),
    bytes: v.pipe(Count, v.minValue(1), v.maxValue(LARGEST_STILL)),
    width: v.pipe(Count, v.minValue(1)),
    height: v.pipe(Count, v.minValue(1)),
    digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  }),
  v.object({ type: v.literal('not_taken'), still: StillId, because: v.picklist(notTakenReasons) }),
  CausesSaid,
]);
export type CustomerSays = v.InferOutput<typeof CustomerSays>;
export type StillSaid = Extract<CustomerSays, { type: 'still' }>;

/** What a side says by; the call's conversation is one (`call.conversation`). */
export interface Speech {
  send(message: unknown): void;
  glimpse(value: unknown): void;
  /** The channel for what is large, while it is open: ordered and whole. */
  bytes(): RTCDataChannel | null;
}
