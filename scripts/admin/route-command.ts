import type * as v from 'valibot';
import type { Route, RouteName, Routes } from '../../common/contract/routes.ts';
import type { Call, Input } from './call.ts';
import type { Terminal } from './terminal.ts';

/** What a command works with. */
export interface Session {
  call: Call;
  terminal: Terminal;
  /** One JSON document on standard output, and nothing for the eye. */
  json: boolean;
  /** The absolute path of a file as the person named it. */
  path(named: string): string;
}

/** What a command and its arguments say of a call; its options say the rest of the body. */
export type Said<R extends Route> = Omit<Input<R>, 'body'> & {
  body?: Partial<NonNullable<Input<R>['body']>>;
};

/** A route of the contract as a command; its sentence and its options are the route's own. */
export interface RouteCommand<Name extends RouteName = RouteName> {
  route: Name;
  /** The command with what it names, such as `create <email>`. */
  words: string;
  /** What may follow the command before it, in an example. */
  example: string;
  /** Instead of the route's sentence, where the command does one part of what the route does. */
  about?: string;
  /** Fields of the body that the command itself or its arguments say, and no option does. */
  said?: readonly string[];
  /** What the value of an option refers to: a name becomes an id. */
  refers?: Readonly<Record<string, (call: Call, text: string) => Promise<unknown>>>;
  /** Options beside those of the route, and what they say. */
  options?: Readonly<Record<string, string>>;
  /** What the command itself and its arguments say. */
  input?(
    session: Session,
    args: string[],
    options: Readonly<Record<string, string>>,
  ): Promise<Said<Routes[Name]>>;
  /** The answer for a person; on a command whose route answers nothing, a word that it is done. */
  show(
    answer: v.InferOutput<Routes[Name]['answer']>,
    session: Session,
    args: string[],
  ): string | Promise<string>;
}

/** Checks nothing: it only lets each command of a list have the types of its own route. */
export const routeCommand = <Name extends RouteName>(command: RouteCommand<Name>): RouteCommand =>
  command as unknown as RouteCommand;
