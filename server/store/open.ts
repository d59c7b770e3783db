import type { Clock } from '../clock.ts';
import { openEmbedded } from './embedded.ts';
import { openMongo } from './mongo.ts';
import type { Store } from './store.ts';

/** What decides which store is opened: MongoDB where a URI is given, else files in the data folder. */
export interface StoreChoice {
  mongodbUri: string | undefined;
  dataDir: string;
}

export function openStore({ mongodbUri, dataDir }: StoreChoice, clock: Clock): Promise<Store> {
  return mongodbUri === undefined
    ? openEmbedded({ folder: dataDir }, clock)
    : openMongo(mongodbUri, clock);
}
