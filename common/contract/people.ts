import * as v from 'valibot';
import { asKept } from './as-kept.ts';
import { EmailAddress, Id, Moment, Revision, named } from './fields.ts';
import { Permissions } from './permissions.ts';

export const roles = ['administrator', 'technician'] as const;
export type Role = (typeof roles)[number];

/** A signed-in technician, as the panel shows one. `may` is what the group permits. */
export const Technician = v.object({
  id: v.string(),
  name: v.string(),
  email: v.string(),
  role: v.picklist(roles),
  may: Permissions,
  /** Whether signing in asks for a code as well. */
  secondFactor: v.boolean(),
});
export type Technician = v.InferOutput<typeof Technician>;

/** What an administrator decides about a technician. */
export const TechnicianDecisions = v.object({
  email: EmailAddress,
  /** As customers read it. */
  name: named(100),
  role: v.picklist(roles),
  /** The group whose permissions hold; null for one who may do everything. */
  groupId: v.nullable(Id),
  /** Whoever is disabled cannot sign in, is signed out, and loses a live session. */
  disabled: v.boolean(),
});
export type TechnicianDecisions = v.InferOutput<typeof TechnicianDecisions>;

/** A technician as an administrator sees one. */
export const TechnicianAccount = v.object({
  id: Id,
  revision: Revision,
  ...asKept(TechnicianDecisions).entries,
  /** False until the one-time link has been used. */
  hasPassword: v.boolean(),
  secondFactor: v.boolean(),
  created: Moment,
});
export type TechnicianAccount = v.InferOutput<typeof TechnicianAccount>;

/** Technicians who may do the same. */
export const Group = v.object({
  id: Id,
  revision: Revision,
  name: v.string(),
  permissions: Permissions,
});
export type Group = v.InferOutput<typeof Group>;

/**
 * One place where a technician is signed in. `browser` and `system` are names, such as `Chrome` and
 * `Windows`; null where it did not say.
 */
export const SignInPlace = v.object({
  id: v.string(),
  browser: v.nullable(v.string()),
  system: v.nullable(v.string()),
  since: Moment,
  /** When it was last used, to within five minutes. */
  seen: Moment,
  expires: Moment,
  /** Whether it is the one that asks. */
  here: v.boolean(),
});
export type SignInPlace = v.InferOutput<typeof SignInPlace>;

/** How a one-time link to set a password gets to its technician. */
export const linkDeliveries = ['email', 'shown'] as const;

/**
 * What became of a one-time link: `shown` has it in `url`, this once; `mailed` and `mail_failed` have
 * none, and neither has `not_repeated`, the answer to a request that was sent before with its key.
 */
export const PasswordLink = v.object({
  delivery: v.picklist(['shown', 'mailed', 'mail_failed', 'not_repeated']),
  url: v.nullable(v.string()),
  expires: v.nullable(Moment),
});
export type PasswordLink = v.InferOutput<typeof PasswordLink>;
