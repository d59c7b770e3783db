import * as v from 'valibot';
import { CheckCode, DoctorFacts, PhoneCheck, PhoneReport } from '../doctor.ts';
import { Id, line } from '../fields.ts';
import { IceServer } from '../views.ts';
import { noParams, nothing, route } from './route.ts';

export const examine = route({
  method: 'POST',
  path: '/api/doctor/examinations',
  caller: 'administrator',
  scope: 'doctor:run',
  summary:
    'What only the server can see of its own health: store, indexes, disk, clock, the accounts for SMS and e-mail (nothing is sent), and its relay with credentials of some minutes.',
  params: noParams,
  body: nothing,
  answer: DoctorFacts,
  errors: ['too_many_attempts'],
});

export const openPhoneCheck = route({
  method: 'POST',
  path: '/api/doctor/phone-checks',
  caller: 'administrator',
  scope: 'doctor:run',
  summary:
    'Makes a one-time link by which a phone checks its camera and its network. It is told this once, and good for ten minutes.',
  params: noParams,
  body: nothing,
  answer: v.object({ check: PhoneCheck, url: v.string() }),
  errors: ['too_many_attempts'],
});

export const getPhoneCheck = route({
  method: 'GET',
  path: '/api/doctor/phone-checks/:id',
  caller: 'administrator',
  scope: 'doctor:run',
  summary: 'What has become of a phone’s check; its report, once the phone is done.',
  params: v.object({ id: Id }),
  body: nothing,
  answer: PhoneCheck,
  errors: ['phone_check_not_found'],
});

export const beginPhoneCheck = route({
  method: 'POST',
  path: '/api/phone-checks/begin',
  caller: 'anyone',
  summary:
    'Begins a check on a phone. A code works once: it gives credentials of some minutes for the relay, and the ticket to report by. Without one, only STUN servers are named.',
  params: noParams,
  // Any text: a link that lost a letter on its way has a wrong code, and its reader is told so.
  body: v.strictObject({ code: v.optional(line(100)) }),
  answer: v.object({ iceServers: v.array(IceServer), ticket: v.nullable(v.string()) }),
  errors: ['check_code_wrong', 'too_many_attempts'],
});

export const reportPhoneCheck = route({
  method: 'POST',
  path: '/api/phone-checks/report',
  caller: 'anyone',
  summary: 'Gives what a phone has found to the doctor that waits for it, once.',
  params: noParams,
  body: v.strictObject({ ticket: CheckCode, report: PhoneReport }),
  answer: nothing,
  errors: ['check_code_wrong', 'too_many_attempts'],
});
