import type * as v from 'valibot';
import type { Caller, Route, RouteName, Routes } from '../../common/contract/routes.ts';
import type { Permissions } from '../../common/contract/permissions.ts';
import type { Language } from '../../common/contract/views.ts';
import type { AuditActor } from '../../common/contract/administration.ts';
import type { ToldBrowser } from './browser.ts';
import type { SessionDocument, TechnicianDocument, Wish } from '../store/documents.ts';

/** A signed-in technician, and the hash of the token that said so. */
export interface TechnicianCaller {
  kind: 'technician';
  technician: TechnicianDocument;
  tokenHash: string;
  /** What the technician's group permits. */
  may: Permissions;
  /** Whether the sign-in is fresh: less than FRESH_SIGN_IN_MINUTES old. */
  justSignedIn: boolean;
}

/** The customer of one session, known by the token that the join gave. */
export interface CustomerCaller {
  kind: 'customer';
  session: SessionDocument;
}

/** An administrator: signed in, or a script by an API token that has the route's scope. */
export interface AdministratorCaller {
  kind: 'administrator';
  /** Who it is, as the audit log notes it. */
  actor: AuditActor;
  /** The administrator who is signed in; null for a script. */
  technician: TechnicianDocument | null;
  /** Whether the sign-in is fresh. A script has none; whoever has the server's terminal needs none. */
  justSignedIn: boolean;
}

/** Who calls, as narrowly as the route's `caller` lets one know. */
export type CallerOf<C extends Caller> = C extends 'technician'
  ? TechnicianCaller
  : C extends 'customer'
    ? CustomerCaller
    : C extends 'seat'
      ? TechnicianCaller | CustomerCaller
      : C extends 'administrator'
        ? AdministratorCaller
        : null;

/** A validated request, as a handler gets it. */
export interface Incoming<R extends Route> {
  params: v.InferOutput<R['params']>;
  /** What stood after the path's `?`, where the route takes something there. */
  query: v.InferOutput<NonNullable<R['query']>>;
  body: v.InferOutput<R['body']>;
  caller: CallerOf<R['caller']>;
  /** The generation in the Lens-Seat header, where one was sent. */
  seat: number | undefined;
  /** The revision that a guarded change was decided on; 0 on routes that are not guarded. */
  revision: number;
  /** What an `Idempotency-Key` makes of a request, on routes that make something once. */
  wish: Wish | undefined;
  /** The address to count limits by: IPv4, or the /64 of an IPv6. */
  address: string;
  toldBrowser: ToldBrowser;
  language: Language;
}

/** Answers a route; throws HttpError for what the caller must be told. */
export type Handler<R extends Route> = (
  incoming: Incoming<R>,
) => Promise<v.InferInput<R['answer']>>;

/** A handler for every route: one that nobody serves does not compile. */
export type Handlers = { [Name in RouteName]: Handler<Routes[Name]> };
