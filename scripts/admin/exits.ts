/** How a command ends, as its exit status tells a script. */
export const exits = { done: 0, refused: 1, wrongUse: 2, notReachable: 3 } as const;

/** What keeps a command from being done, in words for the person at the terminal. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly status: number,
    /** The error code of the contract, where the server gave one. */
    readonly code?: string,
  ) {
    super(message);
  }
}

/** The server has decided against it; asking again as it is will not help. */
export const refused = (message: string, code?: string) =>
  new CommandError(message, exits.refused, code);

/** The command is not one, or what it was given cannot be. */
export const wrongUse = (message: string) => new CommandError(message, exits.wrongUse);

/** Nothing was decided: the server or its store was not reached, and it may be later. */
export const notReachable = (message: string, code?: string) =>
  new CommandError(message, exits.notReachable, code);
