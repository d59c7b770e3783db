/** A stored value that both engines compare alike. */
export type Value = string | number | boolean | null;

/**
 * What a document must be like: equality or one of the operators that both engines share, by field
 * or by dotted path. Values come checked by a schema, never as they were received.
 */
export type Query = Readonly<
  Record<
    string,
    | Value
    | { $in: readonly Value[] }
    | { $lt: number | string }
    | { $gt: number | string }
    | { $ne: Value }
    | { $regex: RegExp }
  >
>;

/** Which part of what was found: in the order of one field of text, after one of its values. */
export interface Part {
  by: string;
  order: 'rising' | 'falling';
  /** The value after which to begin; from the beginning without it. */
  after?: string;
  limit: number;
}

/** A query for what comes after a part's beginning. */
export const within = (query: Query, { by, order, after }: Part): Query =>
  after === undefined
    ? query
    : { ...query, [by]: order === 'rising' ? { $gt: after } : { $lt: after } };

/** What an update does, by field or by dotted path. */
export interface Update {
  set?: Readonly<Record<string, unknown>>;
  /** The fields that go away. */
  unset?: readonly string[];
  /** What is added to numbers. */
  add?: Readonly<Record<string, number>>;
}

/** An index that is made at start. A sparse one leaves out the documents that lack the field. */
export interface IndexPlan {
  field: string;
  unique?: boolean;
  sparse?: boolean;
}

/** Thrown by a write that would give two documents the same value of a unique field. */
export class DuplicateError extends Error {
  constructor(readonly field: string) {
    super(`duplicate ${field}`);
  }
}

/**
 * One kind of document, as little of a database as the named operations need; NeDB and MongoDB each
 * fill it. Every write is atomic for its one document.
 */
export interface Collection<D extends { _id: string }> {
  /** Throws DuplicateError. */
  insert(document: D): Promise<void>;
  findOne(query: Query, newestBy?: string): Promise<D | null>;
  find(query: Query): Promise<D[]>;
  /** A part of the documents that are as asked, in its order. */
  page(query: Query, part: Part): Promise<D[]>;
  count(query: Query): Promise<number>;
  /** Updates one document that is as asked and gives it as it is afterwards. Throws DuplicateError. */
  update(query: Query, update: Update): Promise<D | null>;
  /** Puts a document in the place of the one that is as asked; false if there is none. */
  replace(query: Query, document: D): Promise<boolean>;
  /** Removes one document that is as asked and gives it: of two takers one gets it. */
  take(query: Query): Promise<D | null>;
  /** Removes all documents that are as asked, and says how many they were. */
  remove(query: Query): Promise<number>;
}

/** The value of a field, or of a dotted path. */
export const valueAt = (document: Readonly<Record<string, unknown>>, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, name) => (value as Record<string, unknown> | undefined)?.[name],
      document,
    );
