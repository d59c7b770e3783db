import * as v from 'valibot';
import { Id, Moment, Revision, SessionId, named } from './fields.ts';
import { sessionStates } from './session.ts';

/**
 * What an API token may be allowed. Accounts of one's own, API tokens, and all that gives or touches an
 * administrator's account need a person: `technicians:write` is about technicians who are none.
 */
export const scopes = [
  'technicians:read',
  'technicians:write',
  'settings:read',
  'settings:write',
  'sessions:read',
  'sessions:end',
  'audit:read',
  'doctor:run',
] as const;
export type Scope = (typeof scopes)[number];

/** The longest life of an API token, in days. */
const LONGEST_TOKEN_DAYS = 366;

/** An API token, without its secret. */
export const ApiToken = v.object({
  id: Id,
  name: v.string(),
  scopes: v.array(v.picklist(scopes)),
  created: Moment,
  createdBy: v.object({ id: v.string(), name: v.string() }),
  expires: Moment,
  /** When it was last used, to within five minutes; null before it has been. */
  seen: v.nullable(Moment),
});
export type ApiToken = v.InferOutput<typeof ApiToken>;

/** What is asked for a new API token. */
export const NewApiToken = v.strictObject({
  name: named(100),
  scopes: v.pipe(
    v.array(v.picklist(scopes)),
    v.minLength(1),
    v.check((list) => new Set(list).size === list.length),
  ),
  days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LONGEST_TOKEN_DAYS)),
});

/** A session that is not over, as an administrator sees it: nothing of its customer. */
export const LiveSession = v.object({
  id: SessionId,
  revision: Revision,
  state: v.picklist(sessionStates),
  technician: v.object({ id: v.string(), name: v.string() }),
  created: Moment,
  started: v.nullable(Moment),
});
export type LiveSession = v.InferOutput<typeof LiveSession>;

/** What the audit log tells of. Each is something that somebody did, not what it was done to. */
const auditActions = [
  'sign_in',
  'sign_in_refused',
  'sign_out',
  'sign_out_everywhere',
  'sign_in_ended',
  'password_set',
  'password_changed',
  'second_factor_added',
  'second_factor_removed',
  'recovery_code_used',
  'technician_created',
  'technician_changed',
  'technician_disabled',
  'technician_enabled',
  'technician_promoted',
  'technician_demoted',
  'technician_deleted',
  'password_link_made',
  'group_created',
  'group_changed',
  'group_deleted',
  'settings_changed',
  'logo_changed',
  'session_closed',
  'api_token_created',
  'api_token_revoked',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Who did something: a person, a script by its API token, or whoever has the server's terminal. */
export const AuditActor = v.object({
  kind: v.picklist(['technician', 'api_token', 'terminal', 'nobody']),
  id: v.nullable(v.string()),
  name: v.nullable(v.string()),
});
export type AuditActor = v.InferOutput<typeof AuditActor>;

/** One line of the audit log. `changed` names the fields, never their values. */
export const AuditEntry = v.object({
  id: v.string(),
  at: Moment,
  actor: AuditActor,
  action: v.picklist(auditActions),
  target: v.nullable(v.object({ kind: v.string(), id: v.string(), name: v.nullable(v.string()) })),
  changed: v.array(v.string()),
});
export type AuditEntry = v.InferOutput<typeof AuditEntry>;

/** The most items of a page, and how many there are unless asked. */
export const MOST_ON_A_PAGE = 200;
const ON_A_PAGE = 50;

/** A number that came as text. */
/* @__NO_SIDE_EFFECTS__ */
const wholeText = (from: number, to: number) =>
  v.pipe(
    v.string(),
    v.description(`A whole number from ${from} to ${to}.`),
    v.regex(/^\d{1,6}$/),
    v.transform(Number),
    v.minValue(from),
    v.maxValue(to),
  );

/** Which page of a list: `cursor` is the `next` of the page before it. */
export const PageQuery = v.strictObject({
  cursor: v.optional(
    v.pipe(
      v.string(),
      v.description('The `next` of the page before; the first page without it.'),
      v.regex(/^[A-Za-z0-9_-]{1,600}$/),
    ),
  ),
  limit: v.optional(wholeText(1, MOST_ON_A_PAGE), String(ON_A_PAGE)),
});

/** One page of a list; `next` asks for the page after it, null on the last. */
/* @__NO_SIDE_EFFECTS__ */
export const pageOf = <S extends v.GenericSchema>(item: S) =>
  v.object({ items: v.array(item), next: v.nullable(v.string()) });
