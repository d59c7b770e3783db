import { randomBytes } from 'node:crypto';
import autocannon from 'autocannon';
import { MongoClient } from 'mongodb';
import { startLens } from '../../scripts/browser/lens.ts';
import { keepAwake } from '../awake.ts';
import { atLeastTimes, measured, type Figure } from '../figure.ts';
import { startFloor, type Floor } from '../floors/start.ts';
import { fillWithLiveSessions, type LiveSession } from '../full-store/live-sessions.ts';
import { RUNS } from '../runs.ts';

const RUN_SECONDS = 2;
const CONNECTIONS = 20;
/** As many sessions as an installation of some size has open. */
const SESSIONS = 100;

type Side = keyof LiveSession['tokens'];
const sides: readonly Side[] = ['technician', 'customer'];

/** Answers a second of one address; throws where one of them is not a 200. */
async function answersPerSecond(url: string, token: string): Promise<number> {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: RUN_SECONDS,
    headers: { authorization: `Bearer ${token}`, 'accept-language': 'en' },
  });
  if (result.non2xx + result.errors > 0)
    throw new Error(
      `${result.non2xx} answers of ${url} were errors, and ${result.errors} requests had none`,
    );
  return result.requests.average;
}

/** Both sides' GET of a session over one store, each beside a bare route with the same answer. */
async function overStore(name: string, mongodbUri: string | undefined): Promise<Figure[]> {
  let sessions: LiveSession[] = [];
  const lens = await startLens(mongodbUri === undefined ? {} : { MONGODB_URI: mongodbUri }, {
    async fill(dataDir) {
      sessions = await fillWithLiveSessions({ mongodbUri, dataDir }, SESSIONS);
    },
  });
  const floors: Floor[] = [];
  const rest = keepAwake();
  try {
    const { id, tokens } = sessions[SESSIONS / 2]!;
    const path = `/api/sessions/${id}`;
    const figures: Figure[] = [];
    for (const side of sides) {
      const headers = { authorization: `Bearer ${tokens[side]}` };
      const answer = await fetch(lens.url + path, { headers });
      const bare = await startFloor('koa-route', { input: await answer.text() });
      floors.push(bare);
      const ours: number[] = [];
      const floor: number[] = [];
      // The first run of each is for the compiler.
      for (let run = -1; run < RUNS; run += 1) {
        const theirs = await answersPerSecond(`http://127.0.0.1:${bare.port}${path}`, tokens[side]);
        const own = await answersPerSecond(lens.url + path, tokens[side]);
        if (run < 0) continue;
        floor.push(theirs);
        ours.push(own);
      }
      figures.push(
        // What MongoDB takes is MongoDB's: its figure is shown, and nothing is asked of it.
        atLeastTimes(mongodbUri === undefined ? 0.35 : 0, {
          figure: `session-get-${name}-${side}`,
          ...measured(ours, floor),
          floorName: 'a bare Koa route with the same answer',
          unit: `GET of a session a second, by its ${side}'s token`,
        }),
      );
    }
    return figures;
  } finally {
    rest();
    for (const floor of floors) await floor.stop();
    await lens.close();
  }
}

/** GET of a session with its token, on the embedded store and on MongoDB where there is one. */
export async function sessionGet(): Promise<Figure[]> {
  const embedded = await overStore('embedded', undefined);
  const given = process.env.MONGODB_URI;
  if (!given) {
    console.error('session-get: not measured on MongoDB, because MONGODB_URI names none.');
    return embedded;
  }
  const uri = new URL(given);
  uri.pathname = `/lens_bench_${randomBytes(6).toString('hex')}`;
  try {
    return [...embedded, ...(await overStore('mongodb', uri.href))];
  } finally {
    const client = new MongoClient(uri.href);
    await client.db().dropDatabase();
    await client.close();
  }
}
