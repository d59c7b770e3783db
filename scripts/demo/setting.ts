import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../server/config.ts';
import { startServer } from '../../server/start.ts';
import { launchCustomer, type Customer } from '../browser/customer.ts';
import { launchTechnician, type Technician } from '../browser/technician.ts';
import type { SignIn } from '../play/technician.ts';
import { extensionFolder } from '../root.ts';
import { makeFilm } from './film.ts';

/** A server with a throw-away store, and both people's browsers. */
export interface Setting {
  technician: Technician;
  customer: Customer;
  signIn: SignIn;
  customerUrl: string;
  /** Where the SMS and e-mails are shown that the demo sends to nobody. */
  outboxUrl: string;
  close(): Promise<void>;
}

const account = { email: 'anna@example.com', password: 'lens-demo-only' };

/** Sets all of it up, the customer's camera on a film of a real trouble where that is wanted; whatever was started is stopped again where a part fails. */
export async function setUp(headless: boolean, withFilm: boolean): Promise<Setting> {
  const started: (() => Promise<unknown>)[] = [];
  const close = async () => {
    while (started.length > 0) await started.pop()?.();
  };
  try {
    const dataDir = await mkdtemp(join(tmpdir(), 'lens-demo-'));
    started.push(() => rm(dataDir, { recursive: true, force: true }));
    const server = await startServer(
      readConfig({
        LENS_PORT: '0',
        LENS_DATA_DIR: dataDir,
        LENS_ADMIN_EMAIL: account.email,
        LENS_ADMIN_PASSWORD: account.password,
        LENS_COMPANY_NAME: 'Demo',
        LENS_OUTBOX: join(dataDir, 'outbox'),
        LENS_LOG_LEVEL: 'warn',
      }),
    );
    started.push(() => server.stop());
    const technician = await launchTechnician({
      extension: extensionFolder,
      headless,
      microphone: 'asks',
    });
    started.push(() => technician.close());
    const film = withFilm ? await makeFilm(dataDir) : undefined;
    const customer = await launchCustomer({ url: server.customerUrl, headless, film });
    started.push(() => customer.close());
    const signIn = { server: server.consoleUrl, ...account };
    const { customerUrl, outboxUrl } = server;
    if (outboxUrl === null) throw new Error('The server has no outbox.');
    return { technician, customer, signIn, customerUrl, outboxUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}
