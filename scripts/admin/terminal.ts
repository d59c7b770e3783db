import { Writable } from 'node:stream';
import { createInterface } from 'node:readline';
import { exits, CommandError, wrongUse } from './exits.ts';

/** Where a command speaks with a person or a script. */
export interface Terminal {
  /** What was asked for, on standard output. */
  print(text: string): void;
  /** What is to be known beside it, on standard error. */
  say(text: string): void;
  /**
   * A line from the person, `hidden` without an echo; where standard input is no terminal, its next line.
   * Throws where there is none.
   */
  ask(question: string, hidden?: boolean): Promise<string>;
  /** Whether somebody is there to be asked. */
  isAttended: boolean;
  /** How many characters a line of the output has; null where it is no terminal. */
  columns: number | null;
}

/** 128 and the number of SIGINT, as a shell has it. */
const INTERRUPTED = 130;

function askPerson(question: string, hidden: boolean): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const line = createInterface({
    input: process.stdin,
    output: hidden ? nowhere : process.stderr,
    terminal: true,
  });
  return new Promise((resolve, reject) => {
    line.once('SIGINT', () => {
      reject(new CommandError('', INTERRUPTED));
      line.close();
    });
    line.once('close', () => {
      if (hidden) process.stderr.write('\n');
      // Ctrl-D: nobody wants to answer.
      reject(new CommandError('', exits.wrongUse));
    });
    // Only now does the terminal itself echo nothing: whoever is asked earlier is seen typing.
    if (hidden) process.stderr.write(question);
    line.question(hidden ? '' : question, (answer) => {
      resolve(answer);
      line.close();
    });
  });
}

/** Reads all of standard input once, and gives a line of it at each call. */
function linesOfInput(): () => Promise<string | undefined> {
  let lines: Promise<string[]> | undefined;
  async function readAll() {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8').split(/\r?\n/);
  }
  return async () => (await (lines ??= readAll())).shift();
}

/** The terminal, or the pipe, that this process was started with. */
export function ownTerminal(): Terminal {
  const isAttended = process.stdin.isTTY === true;
  const next = linesOfInput();
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads it has had enough, as `head` has.
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    print: (text) => void process.stdout.write(`${text}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
    async ask(question, hidden = false) {
      if (isAttended) return await askPerson(question, hidden);
      const line = await next();
      if (!line) throw wrongUse(`${question.replace(/:?\s*$/, '')} is missing on standard input.`);
      return line;
    },
    isAttended,
    // Some terminals do not know their width, and say 0.
    columns: (process.stdout.isTTY && process.stdout.columns) || null,
  };
}
