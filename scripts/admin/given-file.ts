import { readFile } from 'node:fs/promises';
import { wrongUse } from './exits.ts';

/** A file that was named on the command line. Throws that it cannot be read. */
export async function readGivenFile(file: string): Promise<Buffer> {
  return await readFile(file).catch(() => {
    throw wrongUse(`The file ${file} cannot be read.`);
  });
}
