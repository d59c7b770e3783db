import type { Collection, IndexPlan } from './collection.ts';
import type {
  CounterDocument,
  CredentialDocument,
  OneTimeLinkDocument,
  SecretDocument,
  SessionDocument,
  SignInDocument,
  TechnicianDocument,
} from './documents.ts';

/** What the store says of itself; its one document is the schema version reached by migrations. */
export interface MetaDocument {
  _id: string;
  schema: number;
}

/** The document kept in each collection. */
export interface Documents {
  technicians: TechnicianDocument;
  credentials: CredentialDocument;
  signIns: SignInDocument;
  oneTimeLinks: OneTimeLinkDocument;
  sessions: SessionDocument;
  secrets: SecretDocument;
  counters: CounterDocument;
  meta: MetaDocument;
}

export type CollectionName = keyof Documents;
export type Collections = { [Name in CollectionName]: Collection<Documents[Name]> };

/**
 * The indexes of each collection. The sparse unique ones on a session's `openFor` and `pin` are what
 * holds one open session per technician and no PIN twice; they work in NeDB and in MongoDB alike.
 */
export const indexPlans: Readonly<Record<CollectionName, readonly IndexPlan[]>> = {
  technicians: [{ field: 'email', unique: true }, { field: 'role' }],
  credentials: [{ field: 'technicianId' }],
  signIns: [{ field: 'technicianId' }, { field: 'expiresAt' }],
  oneTimeLinks: [{ field: 'expiresAt' }],
  sessions: [
    { field: 'openFor', unique: true, sparse: true },
    { field: 'pin', unique: true, sparse: true },
    { field: 'formerPins.pin', sparse: true },
    { field: 'links.hash', sparse: true },
    { field: 'formerLinks.hash', sparse: true },
    { field: 'state' },
    { field: 'endedAt' },
  ],
  secrets: [],
  counters: [{ field: 'expiresAt' }],
  meta: [],
};

export const collectionNames = Object.keys(indexPlans) as CollectionName[];
