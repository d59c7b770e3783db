import type { Collection, IndexPlan } from './collection.ts';
import type {
  ApiTokenDocument,
  AuditDocument,
  CounterDocument,
  CredentialDocument,
  DeviceDocument,
  GroupDocument,
  LicenceDocument,
  OneTimeLinkDocument,
  PhoneCheckDocument,
  SecretDocument,
  SessionDocument,
  SettingsDocument,
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
  groups: GroupDocument;
  credentials: CredentialDocument;
  signIns: SignInDocument;
  devices: DeviceDocument;
  oneTimeLinks: OneTimeLinkDocument;
  sessions: SessionDocument;
  settings: SettingsDocument;
  licences: LicenceDocument;
  apiTokens: ApiTokenDocument;
  audit: AuditDocument;
  phoneChecks: PhoneCheckDocument;
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
  technicians: [
    { field: 'email', unique: true },
    { field: 'role' },
    { field: 'groupId' },
    { field: 'place' },
    { field: 'wish.key', unique: true, sparse: true },
  ],
  groups: [
    { field: 'folded', unique: true },
    { field: 'place' },
    { field: 'wish.key', unique: true, sparse: true },
  ],
  credentials: [{ field: 'technicianId' }],
  signIns: [{ field: 'technicianId' }, { field: 'expiresAt' }],
  devices: [{ field: 'technicianId' }, { field: 'expiresAt' }],
  oneTimeLinks: [{ field: 'technicianId' }, { field: 'expiresAt' }],
  sessions: [
    { field: 'openFor', unique: true, sparse: true },
    { field: 'pin', unique: true, sparse: true },
    { field: 'formerPins.pin', sparse: true },
    { field: 'links.hash', sparse: true },
    { field: 'formerLinks.hash', sparse: true },
    { field: 'state' },
    { field: 'endedAt' },
    { field: 'wish.key', unique: true, sparse: true },
  ],
  settings: [],
  licences: [{ field: 'place' }],
  apiTokens: [
    { field: 'hash', unique: true },
    { field: 'createdBy.id' },
    { field: 'place' },
    { field: 'expiresAt' },
    { field: 'wish.key', unique: true, sparse: true },
  ],
  audit: [],
  phoneChecks: [{ field: 'hash', unique: true }, { field: 'expiresAt' }],
  secrets: [],
  counters: [{ field: 'expiresAt' }],
  meta: [],
};

export const collectionNames = Object.keys(indexPlans) as CollectionName[];
