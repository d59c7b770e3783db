import type { Middleware, ParameterizedContext } from 'koa';
import type { Language } from '../../common/contract/views.ts';

/** What every request carries from its first middleware on. */
export interface RequestState {
  /** Names the request in the log and in an error's body; says nothing about its sender. */
  requestId: string;
  /** The language that the caller prefers and Lens speaks. */
  language: Language;
}

export type Context = ParameterizedContext<RequestState>;
export type Step = Middleware<RequestState>;
