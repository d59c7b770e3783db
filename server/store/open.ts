import { resolve } from 'node:path';
import type { Clock } from '../clock.ts';
import { openEmbedded } from './embedded.ts';
import { inMongoUri } from './mongo-uri.ts';
import type { Store } from './store.ts';

/** What decides which store is opened: MongoDB where a URI is given, else files in the data folder. */
export interface StoreChoice {
  mongodbUri: string | undefined;
  dataDir: string;
}

/** Which store it is, for whoever starts a server: where the files are, or which database; no password. */
export function nameStore({ mongodbUri, dataDir }: StoreChoice): string {
  if (mongodbUri === undefined) return `files in ${resolve(dataDir)}`;
  const { hosts, database } = inMongoUri(mongodbUri);
  return `MongoDB at ${hosts}/${database}`;
}

export async function openStore(
  { mongodbUri, dataDir }: StoreChoice,
  clock: Clock,
): Promise<Store> {
  if (mongodbUri === undefined) return await openEmbedded({ folder: dataDir }, clock);
  // Loaded only where it is used: the driver is a quarter of what a start has to read.
  const { openMongo } = await import('./mongo.ts');
  return await openMongo(mongodbUri, clock);
}
