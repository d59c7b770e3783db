import { Command, CommanderError } from 'commander';
import { resolve } from 'node:path';
import { CommandError, exits, wrongUse } from '../admin/exits.ts';
import { plain, plainJson, plainLines } from '../admin/plain.ts';
import { languageOf, type Surroundings } from '../admin/program.ts';
import type { Terminal } from '../admin/terminal.ts';
import { USUAL_COLUMNS, wrap } from '../admin/wrap.ts';
import { examine } from './examination.ts';
import { isPhoneWell, phoneSays, phoneTodo, waitForPhone } from './phone.ts';
import { reachPatient, type DoctorOptions } from './reach.ts';
import { inWords, summary } from './say.ts';

const epilogue = `
Which Lens is looked at:
  this machine's       as .env and the environment say; what only the server that
                       runs can see takes an API token or a sign-in
  another one          --url (or LENS_URL), with an API token that has the scope
                       doctor:run (LENS_API_TOKEN, --token-file), or signed in
                       (npm run admin -- sign-in)

Nothing is changed and nothing is sent: mail server and SMS gateway are only asked
whether they take the login.

Exit status: 0 nothing is wrong (notes are no faults), 1 something is wrong,
2 wrong use, 3 Lens is not reachable at its address.

Example:
  npm run doctor -- --url https://help.example.com --token-file token`;

interface Words extends DoctorOptions {
  json?: boolean;
}

function commandOf(terminal: Terminal): Command {
  const columns = terminal.columns ?? USUAL_COLUMNS;
  return new Command('npm run doctor --')
    .description('Tells whether everything is right, and what to do where it is not.')
    .option('--url <origin>', "the Lens to look at; this machine's without it")
    .option('--token-file <file>', 'a file, yours alone, that holds an API token')
    .option('--patient', 'holds a socket for 65 s, longer than usual idle limits')
    .option('--phone', 'waits for a phone that opens a link, and tells what it found')
    .option('--json', 'one JSON document on standard output')
    .helpOption('--help', 'shows this help')
    .allowExcessArguments(false)
    .showHelpAfterError('What there is: npm run doctor -- --help')
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.say(wrap(text.trimEnd(), terminal.columns)),
      getOutHelpWidth: () => columns,
      getErrHelpWidth: () => columns,
    })
    .addHelpText('after', epilogue)
    .exitOverride();
}

async function lookAtPhone(
  { known }: Awaited<ReturnType<typeof reachPatient>>,
  terminal: Terminal,
  json: boolean,
): Promise<number> {
  if (known === null)
    throw wrongUse(
      'A phone reports to the server: give an API token with the scope doctor:run (LENS_API_TOKEN, --token-file), or sign in (npm run admin -- sign-in).',
    );
  const check = await waitForPhone(known.call, terminal);
  if (json) terminal.print(plainJson({ phone: check.phone, report: check.report }));
  else
    for (const finding of check.report?.findings ?? []) {
      const said = { state: finding.state, says: phoneSays(finding), todo: phoneTodo(finding) };
      terminal.print(inWords(said, terminal.columns));
    }
  return isPhoneWell(check) ? exits.done : exits.refused;
}

/** Runs the doctor, and gives its exit status. */
export async function doctor(
  words: readonly string[],
  { terminal: own, env, from, fetch }: Surroundings,
): Promise<number> {
  const terminal: Terminal = {
    ...own,
    print: (text) => own.print(plainLines(text)),
    say: (text) => own.say(plainLines(text)),
  };
  try {
    const program = commandOf(terminal).parse(words, { from: 'user' });
    const options = program.opts<Words>();
    const json = options.json === true;
    if (options.phone && options.patient)
      throw wrongUse('--patient is about sockets, --phone about a phone: give one of them.');
    const patient = await reachPatient(options, {
      env,
      terminal,
      language: languageOf(env),
      path: (named) => resolve(from, named),
      ...(fetch && { fetch }),
    });
    if (options.phone) return await lookAtPhone(patient, terminal, json);
    if (!json) terminal.print(`Lens at ${plain(patient.url)}\n`);
    if (options.patient) terminal.say('A socket is held for 65 s.');
    const { reached, findings } = await examine(patient, {
      isPatient: options.patient === true,
      tell: (finding) => json || terminal.print(inWords(finding, terminal.columns)),
    });
    const isWrong = findings.some(({ state }) => state === 'wrong');
    if (json) terminal.print(plainJson({ url: patient.url, reached, well: !isWrong, findings }));
    else terminal.print(`\n${summary(findings)}`);
    if (!reached) return exits.notReachable;
    return isWrong ? exits.refused : exits.done;
  } catch (error) {
    // Commander has said it already, or was asked for help.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exits.done : exits.wrongUse;
    if (!(error instanceof CommandError)) throw error;
    terminal.say(wrap(error.message, terminal.columns));
    return error.status;
  }
}
