import * as v from 'valibot';
import { Permissions, allPermissions } from '../../common/contract/permissions.ts';
import {
  DeviceId,
  LanguageSchema,
  SessionDetails,
  Technician,
} from '../../common/contract/views.ts';

/**
 * Who is signed in, as the server last said. One who signed in before there were permissions stays
 * signed in: the server tells them as soon as it is asked anything.
 */
const KeptTechnician = v.object({
  ...Technician.entries,
  may: v.fallback(Permissions, allPermissions),
  secondFactor: v.fallback(v.boolean(), false),
});

/**
 * A sign-in as it is kept. It stands in `storage.local` and not in `storage.session`: a technician
 * signs in once and not at each start of the browser; `expires` (ms since 1970) is the server's word.
 */
export const KeptSignIn = v.object({
  token: v.string(),
  expires: v.number(),
  technician: KeptTechnician,
  companyName: v.string(),
  accentColour: v.fallback(v.nullable(v.string()), null),
});
export type KeptSignIn = v.InferOutput<typeof KeptSignIn>;

/** The ways of inviting as the panel offers them, in the order of their tabs. */
export const waysOfInviting = ['sms', 'email', 'link', 'qr'] as const;
export type WayOfInviting = (typeof waysOfInviting)[number];

/** A microphone or a speaker as it was chosen: the browser's id of it, and its name. */
const KeptDevice = v.object({ id: v.string(), label: v.string() });
export type KeptDevice = v.InferOutput<typeof KeptDevice>;

const fields = {
  /** The server's origin. */
  server: v.fallback(v.string(), 'http://localhost:8080'),
  /** The address last signed in with. */
  email: v.fallback(v.string(), ''),
  /** Chosen by hand; null follows the browser. */
  language: v.fallback(v.nullable(LanguageSchema), null),
  /** By which a session's seat is known to be this profile's: it stands in the server's store. */
  device: v.fallback(v.nullable(DeviceId), null),
  /**
   * By which the server knows this profile again at a sign-in, so that others' wrong passwords do not
   * lock it out. Another than the seat's, and said nowhere else: the server keeps it only as a hash.
   */
  signInDevice: v.fallback(v.nullable(DeviceId), null),
  signIn: v.fallback(v.nullable(KeptSignIn), null),
  /** The session whose end this technician has not seen yet. */
  session: v.fallback(v.nullable(v.string()), null),
  /** What was typed of a session's customer and has not reached the server. */
  draft: v.fallback(
    v.nullable(v.object({ session: v.string(), details: v.partial(SessionDetails) })),
    null,
  ),
  /** The session in which the technician muted: a reload must not open the microphone again. */
  muted: v.fallback(v.nullable(v.string()), null),
  /** The way of inviting that was last chosen; null until one was. */
  invitingBy: v.fallback(v.nullable(v.picklist(waysOfInviting)), null),
  /** The session whose "Customer connected" was said, so that panel and worker say it once. */
  told: v.fallback(v.nullable(v.string()), null),
  /** The technician chose to go on without a microphone. */
  withoutMicrophone: v.fallback(v.boolean(), false),
  /** The microphone and the speaker that were chosen; null for the computer's own choice. */
  microphone: v.fallback(v.nullable(KeptDevice), null),
  speaker: v.fallback(v.nullable(KeptDevice), null),
};

/** What Lens keeps in this browser profile. Each field is a key of its own: two panels may write at once. */
export const Kept = v.object(fields);
export type Kept = v.InferOutput<typeof Kept>;
