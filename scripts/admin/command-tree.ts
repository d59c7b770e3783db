import { Command } from 'commander';
import { addRouteCommand } from './add-route-command.ts';
import { logoCommands } from './logo.ts';
import type { ReachOptions } from './reach.ts';
import type { Session } from './route-command.ts';
import { settingsReference } from './setting-values.ts';
import type { Terminal } from './terminal.ts';
import { topics } from './topics.ts';
import { USUAL_COLUMNS, wrap } from './wrap.ts';

const epilogue = `
How the service is reached:
  on a running server  --url (LENS_URL; else this machine's), with an API token
                       (LENS_API_TOKEN or --token-file) or signed in
                       (npm run admin -- sign-in)
  on the store itself  --store: what .env and the environment name, with nobody
                       asked who you are; for a lost password, second factor or
                       last administrator

Exit status: 0 done, 1 refused by the server, 2 wrong use, 3 server or store not
reachable. For scripts: npm run --silent admin -- <command> --json

Example:
  npm run admin -- technicians create anna@example.com --name "Anna Meyer"`;

/** Topics and their commands, each with its help; `open` begins what a command works with. */
export function commandTree(
  terminal: Terminal,
  open: (options: ReachOptions & { json?: boolean }) => Promise<Session>,
): Command {
  const columns = terminal.columns ?? USUAL_COLUMNS;
  const program = new Command('npm run admin --')
    .description('Administers Lens from a terminal.')
    .option('--url <origin>', 'the running server')
    .option('--token-file <file>', 'a file, yours alone, that holds an API token')
    .option('--store', 'the store itself instead of a running server')
    .option('--json', 'one JSON document on standard output')
    .helpOption('--help', 'shows this help')
    .helpCommand('help [command]', 'shows the help of a command')
    .showHelpAfterError('What there is: npm run admin -- --help')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.say(wrap(text.trimEnd(), terminal.columns)),
      getOutHelpWidth: () => columns,
      getErrHelpWidth: () => columns,
    })
    .exitOverride();
  program.addHelpText('after', epilogue);
  const begin = () => open(program.opts());
  for (const { words, about, commands } of topics) {
    const topic = program
      .command(words)
      .description(about)
      .helpCommand('help [command]', 'shows the help of a command')
      .showHelpAfterError(`What there is: npm run admin -- ${words} --help`);
    topic.addHelpText('after', `\nExample:\n  npm run admin -- ${commands[0]!.example}`);
    for (const command of commands) addRouteCommand(topic, command, begin);
    if (words === 'settings') {
      const logo = topic.command('logo').description("The company's logo.").helpCommand(false);
      logo.addHelpText('after', `\nExample:\n  npm run admin -- ${logoCommands[0]!.example}`);
      for (const command of logoCommands) addRouteCommand(logo, command, begin);
      topic.commands
        .find((command) => command.name() === 'set')
        ?.addHelpText('after', () => `\nSettings:\n${wrap(settingsReference(), columns)}`);
    }
  }
  return program;
}
