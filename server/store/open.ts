import type { Clock } from '../clock.ts';
import { openEmbedded } from './embedded.ts';
import type { Store } from './store.ts';

/** What decides which store is opened: MongoDB where a URI is given, else files in the data folder. */
export interface StoreChoice {
  mongodbUri: string | undefined;
  dataDir: string;
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
