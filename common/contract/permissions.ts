import * as v from 'valibot';

/**
 * Every way by which a technician can invite a customer: `sms` and `email` through the server,
 * `ownMail` by the technician's own mail program, `link` to be copied, `qr` as a code to be shown.
 * Telling the PIN by voice needs none of them.
 */
export const waysToInvite = ['sms', 'email', 'ownMail', 'link', 'qr'] as const;
export type WayToInvite = (typeof waysToInvite)[number];

/** One yes or no for each way of inviting. */
export const EachWay = v.strictObject({
  sms: v.boolean(),
  email: v.boolean(),
  ownMail: v.boolean(),
  link: v.boolean(),
  qr: v.boolean(),
} satisfies Record<WayToInvite, v.GenericSchema>);

/** What a group lets its technicians do. */
export const Permissions = v.strictObject({ startSessions: v.boolean(), ...EachWay.entries });
export type Permissions = v.InferOutput<typeof Permissions>;

/** What a technician of no group may do: everything. */
export const allPermissions: Permissions = {
  startSessions: true,
  sms: true,
  email: true,
  ownMail: true,
  link: true,
  qr: true,
};
