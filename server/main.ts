import { ConfigError, environment, readConfig } from './config.ts';
import { startServer, type RunningServer } from './start.ts';
import { FolderInUseError } from './store/lock-holder.ts';
import { NewerStoreError } from './store/migrations.ts';
import { FilesUnwritableError, StoreUnavailableError } from './store/store.ts';
import { whatNext } from './what-next.ts';

/** What keeps a server from starting, in words; anything unforeseen with its whole trace. */
function inWords(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof FolderInUseError || error instanceof NewerStoreError) return error.message;
  if (error instanceof FilesUnwritableError) return error.message;
  if (error instanceof StoreUnavailableError)
    return 'The database of MONGODB_URI cannot be reached. Check that it runs and that the URI is right.';
  const { code, port, stack } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another program. Stop that one, or choose another port with LENS_PORT or LENS_TLS_PORT.`;
  return stack ?? String(error);
}

/** How long a proxy has, after SIGTERM, to see that this server is going, in ms. */
const DRAIN_MS = 2000;
/**
 * After how long a server that was told to stop ends in any case, in ms: 2 s for the proxy and 6 s for
 * answers under way, and before Docker's own 10 s.
 */
const END_WITHIN_MS = 9500;

/** The first signal stops in order, a second one at once. Ctrl-C does not wait for a proxy. */
function stopOnSignals(server: RunningServer): void {
  const stop = (drainMs: number) => {
    process.once('SIGINT', () => process.exit(1));
    process.once('SIGTERM', () => process.exit(1));
    setTimeout(() => {
      console.error('Something did not end in time: the server stops without it.');
      process.exit(1);
    }, END_WITHIN_MS).unref();
    server.stop(drainMs).then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(inWords(error));
        process.exit(1);
      },
    );
  };
  const once = (signal: NodeJS.Signals) => {
    process.off('SIGINT', once);
    process.off('SIGTERM', once);
    stop(signal === 'SIGTERM' ? DRAIN_MS : 0);
  };
  process.on('SIGINT', once);
  process.on('SIGTERM', once);
}

try {
  const server = await startServer(readConfig(environment()), {
    isTerminal: process.stdout.isTTY === true,
  });
  stopOnSignals(server);
  for (const line of whatNext(server)) console.log(line);
} catch (error) {
  console.error(inWords(error));
  process.exitCode = 1;
}
