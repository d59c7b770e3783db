import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { onTestFinished, test } from 'vitest';
import { goLive, isLive } from '../../support/browser/live.ts';
import { setScene } from '../../support/browser/scene.ts';
import { testProxy } from '../../support/proxy.ts';
import { mongoUnderTest } from '../../support/stores.ts';
import { waitUntil } from '../../../scripts/wait-until.ts';

const mongo = await mongoUnderTest();

test.skipIf(mongo === null)(
  'a database that goes away in mid-session and comes back finds the session going on',
  async () => {
    const { hostname, port } = new URL(mongo!);
    const name = `lens_test_${randomBytes(6).toString('hex')}`;
    const database = await testProxy(hostname, Number(port || 27017));
    onTestFinished(async () => {
      await database.cut();
      const client = new MongoClient(mongo!);
      await client.db(name).dropDatabase();
      await client.close();
    });
    const scene = await setScene('en', {
      MONGODB_URI: `mongodb://127.0.0.1:${database.port}/${name}?directConnection=true`,
    });
    const readiness = async () => (await fetch(`${scene.lens.url}/readyz`)).status;
    const { technician, customer } = await goLive(scene);

    await database.cut();
    await waitUntil(
      'the server says that it is not ready',
      async () => (await readiness()) === 503,
    );
    // Two people speak: that needs neither the server nor its database.
    await isLive(technician, customer);

    await database.mend();
    await waitUntil('the server is ready again', async () => (await readiness()) === 200);
    await isLive(technician, customer);
    await technician.endsSession();
    await customer.reads('ended_ended');
  },
);
