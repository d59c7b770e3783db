import type { CallProblem } from './terms.ts';
import type { Link } from './link.ts';

/** How long an interrupted connection may try to come back by itself before a new one is made, in ms. */
export const INTERRUPTED_FOR_MS = 3_000;

/** What a party (caller or answerer) has of its call. */
export interface PartyParts {
  /** Whom to speak with, or null. */
  other(): string | null;
  /** The link whose media are shown, or null. */
  shown(): Link | null;
  /** Shows a link's media from now on, and closes the one that was shown. */
  show(link: Link): void;
  /** Closes a link that came to nothing. */
  forget(link: Link): void;
  /** A picture of this or a former link stands on the screen and should stay until there is a new one. */
  hasPicture(): boolean;
  /** What is known to be in the way. */
  blame(problem: CallProblem): void;
  /** Ends the link that is shown, for another one. */
  breakOff(): void;
  /** This document's socket to PeerServer may be dead without knowing it. */
  renewSocket(): void;
}

/** One side's part in bringing a call about and in mending it. */
export interface Party {
  /** Looks at where the call is, and does what is due. Called at every change. */
  consider(): void;
  /** Something has changed for the better: what was waited for is tried now. */
  hurry(): void;
  /** The link that is shown is connected and does not carry everything: another one is due. */
  distrust(): void;
  /** The present connection brings everything again that it brought before. */
  trust(): void;
  /** Gives up what is under way: the other side is another document now, or nobody. */
  drop(): void;
  /** Nobody is registered by the id in `message`. */
  absent(message: string): void;
  close(): void;
}
