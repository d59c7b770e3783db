import type * as v from 'valibot';
import type { Caller, Route, RouteName, Routes } from '../../common/contract/routes.ts';
import type { Language } from '../../common/contract/views.ts';
import type { SessionDocument, TechnicianDocument } from '../store/documents.ts';

/** A signed-in technician, and the hash of the token that said so. */
export interface TechnicianCaller {
  kind: 'technician';
  technician: TechnicianDocument;
  tokenHash: string;
}

/** The customer of one session, known by the token that the join gave. */
export interface CustomerCaller {
  kind: 'customer';
  session: SessionDocument;
}

/** Who calls, as narrowly as the route's `caller` lets one know. */
export type CallerOf<C extends Caller> = C extends 'technician'
  ? TechnicianCaller
  : C extends 'customer'
    ? CustomerCaller
    : C extends 'seat'
      ? TechnicianCaller | CustomerCaller
      : null;

/** A validated request, as a handler gets it. */
export interface Incoming<R extends Route> {
  params: v.InferOutput<R['params']>;
  body: v.InferOutput<R['body']>;
  caller: CallerOf<R['caller']>;
  /** The generation in the Lens-Seat header, where one was sent. */
  seat: number | undefined;
  /** The address to count limits by: IPv4, or the /64 of an IPv6. */
  address: string;
  language: Language;
}

/** Answers a route; throws HttpError for what the caller must be told. */
export type Handler<R extends Route> = (
  incoming: Incoming<R>,
) => Promise<v.InferInput<R['answer']>>;

/** A handler for every route: one that nobody serves does not compile. */
export type Handlers = { [Name in RouteName]: Handler<Routes[Name]> };
