import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/**
 * Runs a file of the folder `fresh` in a Node.js process of its own, which nothing has warmed up or filled.
 *
 * @param file - its name, without `.ts`
 * @param question - what it is asked, as JSON
 * @returns what it prints as JSON
 */
export async function inFreshProcess<Question, Answer>(file: string, question: Question): Promise<Answer> {
  const path = fileURLToPath(new URL(`../fresh/${file}.ts`, import.meta.url));
  const args = ['--conditions=@growcone/source', '--expose-gc', path, JSON.stringify(question)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 24 });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Answer;
}

/** What this process is asked. */
export const question = <Question>(): Question => JSON.parse(process.argv[2]!) as Question;

/** Answers the process that asked. @param given - the answer */
export const answer = <Answer>(given: Answer): void => console.log(JSON.stringify(given));

/** Gives back what nobody holds any more. */
export function collectGarbage(): void {
  // Array buffers are freed only after the collection that finds their owners.
  for (let i = 0; i < 3; i++) (globalThis as { gc?: () => void }).gc?.();
}
