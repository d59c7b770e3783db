/**
 * The contract's version: raised whenever a client built before the change could no longer talk to
 * a server built after it. Clients say theirs in the `Lens-Contract` header and in a socket's
 * hello; a server answers `client_too_old` or `client_too_new` outside its range.
 */
export const CONTRACT_VERSION = 1;

/** The oldest contract this server still speaks. */
export const OLDEST_CONTRACT_VERSION = 1;

/** The header that carries a client's contract version. */
export const CONTRACT_HEADER = 'lens-contract';

/**
 * The header that carries the generation of the seat a document holds. A command from a document
 * whose seat was taken by another one is answered `open_elsewhere`.
 */
export const SEAT_HEADER = 'lens-seat';
