import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Where packages come from: their TypeScript sources, or what the last build left in `dist`. */
export type PackagesFrom = 'sources' | 'dist';

/**
 * Runs a file of the folder `fresh` in a Node.js process of its own, which nothing has warmed up or filled.
 *
 * @param file - its name, without `.ts`
 * @param question - what it is asked, as JSON
 * @param from - whether the packages run from their sources or as they are built
 * @returns what it prints as JSON
 */
export async function inFreshProcess<Question, Answer>(
  file: string,
  question: Question,
  from: PackagesFrom = 'sources',
): Promise<Answer> {
  const path = fileURLToPath(new URL(`../fresh/${file}.ts`, import.meta.url));
  const condition = from === 'sources' ? ['--conditions=@growcone/source'] : [];
  const args = [...condition, path, JSON.stringify(question)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 24 });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Answer;
}

/** What this process is asked. */
export const question = <Question>(): Question => JSON.parse(process.argv[2]!) as Question;

/** Answers the process that asked. @param given - the answer */
export const answer = <Answer>(given: Answer): void => console.log(JSON.stringify(given));
