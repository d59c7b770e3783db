import { folded, placeOf } from '../folded.ts';
import type { Migration, Stored } from '../migrations.ts';

/** Technicians get what an administrator decides about them, sign-ins what their list shows. */
export const administration: Migration = {
  to: 2,
  rewrite: {
    technicians(document) {
      const { _id, name, email } = document as Stored & { name: string; email: string };
      return {
        ...document,
        revision: 0,
        folded: `${folded(name)} ${folded(email)}`,
        place: placeOf(name, _id),
        groupId: null,
        disabled: false,
      } as Stored;
    },
    signIns(document) {
      const { createdAt } = document as Stored & { createdAt: number };
      return { ...document, seenAt: createdAt, browser: null, system: null } as Stored;
    },
    sessions(document) {
      const { details, voice, ...rest } = document as Stored & {
        details: object;
        voice: string;
        joinedAt: number | null;
      };
      const voices = { technician: 'here', customer: rest.joinedAt === null ? null : voice };
      return { ...rest, voices, details: { ...details, custom: {} } } as Stored;
    },
  },
};
