import type { Group, Technician, TechnicianAccount } from '../../../common/contract/people.ts';
import { allPermissions, type Permissions } from '../../../common/contract/permissions.ts';

/** 2026-01-01 12:00 UTC, and later moments of that day. */
export const NOON = 1_767_268_800_000;
export const minutesAfterNoon = (minutes: number): number => NOON + minutes * 60_000;

/** An id as examples have it: one hexadecimal digit, 32 times. */
export const idOf = (digit: string): string => digit.repeat(32);

/** A token as examples have it: of the right form, and of nobody. */
export const tokenOf = (kind: 't' | 'c' | 'a'): string => `${kind}_${'x'.repeat(43)}`;

export const fieldPermissions: Permissions = { ...allPermissions, email: false, ownMail: false };

export const anna: Technician = {
  id: idOf('a'),
  name: 'Anna Martin',
  email: 'anna@acme.example',
  role: 'technician',
  may: fieldPermissions,
  secondFactor: false,
};

export const annasAccount: TechnicianAccount = {
  id: idOf('a'),
  revision: 3,
  email: 'anna@acme.example',
  name: 'Anna Martin',
  role: 'technician',
  groupId: idOf('9'),
  disabled: false,
  hasPassword: true,
  secondFactor: false,
  created: NOON,
};

export const fieldTeam: Group = {
  id: idOf('9'),
  revision: 0,
  name: 'Field team',
  permissions: fieldPermissions,
};
