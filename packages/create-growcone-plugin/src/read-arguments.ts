import { parseArgs } from 'node:util';
import { ScaffoldError } from './scaffold-error.ts';

/** What was asked for on the command line. */
export type Request =
  | {
      /** What `--help` prints. */
      readonly wants: 'help';
    }
  | {
      /** The version. */
      readonly wants: 'version';
    }
  | {
      /** A new package. */
      readonly wants: 'package';
      /** Its name. */
      readonly name: string;
      /** Its kind, as it was typed. */
      readonly kind: string;
      /** Its author, if one was named. */
      readonly author: string | undefined;
      /** Folder of packed packages, if one was named. */
      readonly local: string | undefined;
    };

const OPTIONS = {
  kind: { type: 'string' },
  author: { type: 'string' },
  local: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

/**
 * Reads the command line.
 *
 * @param args - its words, without those of Node.js and of this program
 */
export function readArguments(args: readonly string[]): Request {
  const { values, positionals } = parsed(args);
  if (values.help) return { wants: 'help' };
  if (values.version) return { wants: 'version' };
  const [name, ...more] = positionals;
  if (name === undefined) throw usage('The name of the new package is missing.');
  if (more.length > 0)
    throw usage(`One name is expected, got ${positionals.map((word) => `'${word}'`).join(' and ')}.`);
  if (values.kind === undefined) throw usage('--kind is missing. With npm create, it goes behind --.');
  return { wants: 'package', name, kind: values.kind, author: values.author, local: values.local };
}

function parsed(args: readonly string[]): ReturnType<typeof parse> {
  try {
    return parse(args);
  } catch (error) {
    // Only this names what Node.js found wrong with the words themselves.
    if (error instanceof TypeError) throw usage(error.message);
    throw error;
  }
}

const parse = (args: readonly string[]) => parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });

const usage = (problem: string): ScaffoldError =>
  new ScaffoldError(
    'USAGE',
    `${problem}\n\nnpm create growcone-plugin my-rule -- --kind rewiring\n\n--help says more.`,
  );
