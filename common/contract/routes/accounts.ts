import * as v from 'valibot';
import { PageQuery, pageOf } from '../administration.ts';
import { Id, line, named } from '../fields.ts';
import {
  Group,
  PasswordLink,
  TechnicianAccount,
  TechnicianDecisions,
  linkDeliveries,
} from '../people.ts';
import { Permissions } from '../permissions.ts';
import { changing, noParams, nothing, route } from './route.ts';

/** The path of one technician, or of one group. */
const one = v.object({ id: Id });

export const listTechnicians = route({
  method: 'GET',
  path: '/api/technicians',
  caller: 'administrator',
  scope: 'technicians:read',
  summary:
    'Lists technicians by name, or those whose name or address contains what is searched for.',
  params: noParams,
  query: v.strictObject({ ...PageQuery.entries, search: v.optional(line(100)) }),
  body: nothing,
  answer: pageOf(TechnicianAccount),
  errors: [],
});

export const createTechnician = route({
  method: 'POST',
  path: '/api/technicians',
  caller: 'administrator',
  scope: 'technicians:write',
  overAdministrators: true,
  once: true,
  summary: 'Creates a technician, with a one-time link to set a password, by e-mail or shown once.',
  params: noParams,
  body: v.strictObject({
    email: TechnicianDecisions.entries.email,
    name: TechnicianDecisions.entries.name,
    role: v.optional(TechnicianDecisions.entries.role, 'technician'),
    groupId: v.optional(TechnicianDecisions.entries.groupId, null),
    link: v.optional(v.picklist(linkDeliveries), 'shown'),
  }),
  answer: v.object({ technician: TechnicianAccount, link: PasswordLink }),
  errors: ['email_taken', 'group_not_found', 'email_not_set_up', 'key_reused'],
});

export const getTechnician = route({
  method: 'GET',
  path: '/api/technicians/:id',
  caller: 'administrator',
  scope: 'technicians:read',
  summary: 'One technician.',
  params: one,
  body: nothing,
  answer: TechnicianAccount,
  errors: ['technician_not_found'],
});

export const changeTechnician = route({
  method: 'PATCH',
  path: '/api/technicians/:id',
  caller: 'administrator',
  scope: 'technicians:write',
  overAdministrators: true,
  guarded: true,
  summary:
    'Changes a technician. Whoever is disabled is signed out, and a session of theirs ends, within 2 s. So it is with whoever becomes an administrator, whose password links stop too; a password that was set by the link of a script is removed (`hasPassword` is `false`), and takes a new link.',
  params: one,
  body: changing(TechnicianDecisions.entries),
  answer: TechnicianAccount,
  errors: ['technician_not_found', 'group_not_found', 'email_taken', 'last_administrator'],
});

export const deleteTechnician = route({
  method: 'DELETE',
  path: '/api/technicians/:id',
  caller: 'administrator',
  scope: 'technicians:write',
  overAdministrators: true,
  guarded: true,
  summary: 'Deletes a technician, and all by which one signs in. A session of theirs ends.',
  params: one,
  body: nothing,
  answer: nothing,
  errors: ['technician_not_found', 'last_administrator'],
});

export const makePasswordLink = route({
  method: 'POST',
  path: '/api/technicians/:id/password-link',
  caller: 'administrator',
  scope: 'technicians:write',
  overAdministrators: true,
  summary:
    'Makes a one-time link to set a password, good for 24 h; former ones stop. By e-mail or shown once.',
  params: one,
  body: v.strictObject({ link: v.optional(v.picklist(linkDeliveries), 'shown') }),
  answer: PasswordLink,
  errors: ['technician_not_found', 'email_not_set_up'],
});

export const removeTechnicianSecondFactor = route({
  method: 'DELETE',
  path: '/api/technicians/:id/second-factor',
  caller: 'administrator',
  scope: 'technicians:write',
  overAdministrators: true,
  summary:
    "Takes the second factor from a technician who has lost it, recovery codes and all; never one's own.",
  params: one,
  body: nothing,
  answer: TechnicianAccount,
  errors: ['technician_not_found', 'second_factor_missing'],
});

export const listGroups = route({
  method: 'GET',
  path: '/api/groups',
  caller: 'administrator',
  scope: 'technicians:read',
  summary: 'Lists groups by name.',
  params: noParams,
  query: PageQuery,
  body: nothing,
  answer: pageOf(Group),
  errors: [],
});

const group = { name: named(60), permissions: Permissions };

export const createGroup = route({
  method: 'POST',
  path: '/api/groups',
  caller: 'administrator',
  scope: 'technicians:write',
  once: true,
  summary: 'Creates a group: what its technicians may do.',
  params: noParams,
  body: v.strictObject(group),
  answer: Group,
  errors: ['name_taken', 'key_reused'],
});

export const getGroup = route({
  method: 'GET',
  path: '/api/groups/:id',
  caller: 'administrator',
  scope: 'technicians:read',
  summary: 'One group.',
  params: one,
  body: nothing,
  answer: Group,
  errors: ['group_not_found'],
});

export const changeGroup = route({
  method: 'PATCH',
  path: '/api/groups/:id',
  caller: 'administrator',
  scope: 'technicians:write',
  overAdministrators: true,
  guarded: true,
  summary: 'Changes a group; its technicians may do what it says at once.',
  params: one,
  body: changing(group),
  answer: Group,
  errors: ['group_not_found', 'name_taken'],
});

export const deleteGroup = route({
  method: 'DELETE',
  path: '/api/groups/:id',
  caller: 'administrator',
  scope: 'technicians:write',
  guarded: true,
  summary: 'Deletes a group that has no technicians.',
  params: one,
  body: nothing,
  answer: nothing,
  errors: ['group_not_found', 'group_in_use'],
});
