import type { Examples } from '../example.ts';
import { annasAccount, fieldPermissions, fieldTeam, idOf, minutesAfterNoon } from './people.ts';

const { id, revision } = annasAccount;
const group = { id: fieldTeam.id };

/** Examples of what an administrator does about technicians and groups. */
export const accountExamples = {
  listTechnicians: {
    query: { search: 'anna', limit: '50' },
    answer: { items: [annasAccount], next: null },
  },
  createTechnician: {
    body: {
      email: 'anna@acme.example',
      name: 'Anna Martin',
      role: 'technician',
      groupId: fieldTeam.id,
      link: 'shown',
    },
    answer: {
      technician: { ...annasAccount, revision: 0, hasPassword: false },
      link: {
        delivery: 'shown',
        url: `https://help.example.com/set-password#${'x'.repeat(43)}`,
        expires: minutesAfterNoon(24 * 60),
      },
    },
  },
  getTechnician: { params: { id }, answer: annasAccount },
  changeTechnician: {
    params: { id },
    body: { disabled: true, revision },
    answer: { ...annasAccount, disabled: true, revision: revision + 1 },
  },
  deleteTechnician: { params: { id } },
  makePasswordLink: {
    params: { id },
    body: { link: 'email' },
    answer: { delivery: 'mailed', url: null, expires: minutesAfterNoon(24 * 60) },
  },
  removeTechnicianSecondFactor: { params: { id }, answer: annasAccount },
  listGroups: { query: { limit: '50' }, answer: { items: [fieldTeam], next: null } },
  createGroup: {
    body: { name: 'Field team', permissions: fieldPermissions },
    answer: fieldTeam,
  },
  getGroup: { params: group, answer: fieldTeam },
  changeGroup: {
    params: group,
    body: { name: 'Workshop', revision: 0 },
    answer: { ...fieldTeam, name: 'Workshop', revision: 1 },
  },
  deleteGroup: { params: { id: idOf('9') } },
} satisfies Partial<Examples>;
