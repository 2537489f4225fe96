import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const FLAGS = ['-O3', '-msse4.1', '-ffast-math'];

/** A C program, ready to run. */
export interface CProgram {
  /** Runs it. @param args - its arguments @returns what it prints */
  run(...args: readonly (string | number)[]): Promise<string>;
}

/** Compiles C files into a folder that is removed with it. */
export class CCompiler implements AsyncDisposable {
  private readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** The compiler of this machine; undefined where there is none that understands the options. */
  static async find(): Promise<CCompiler | undefined> {
    const folder = await mkdtemp(join(tmpdir(), 'growcone-c-'));
    try {
      await run('cc', [...FLAGS, '-x', 'c', '-fsyntax-only', '/dev/null']);
      return new CCompiler(folder);
    } catch {
      await rm(folder, { recursive: true });
      return undefined;
    }
  }

  /**
   * Compiles a file with `cc -O3 -msse4.1 -ffast-math`.
   *
   * @param file - the C file
   * @param wide - with all vector instructions of this machine instead
   */
  async compile(file: string, wide = false): Promise<CProgram> {
    const binary = join(this.folder, `${basename(file, '.c')}${wide ? '-wide' : ''}`);
    await run('cc', [...FLAGS, ...(wide ? ['-march=native'] : []), file, '-o', binary, '-lm', '-lpthread']);
    return { run: async (...args) => (await run(binary, args.map(String))).stdout };
  }

  /** Removes what was compiled. */
  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Why a column with the C figure is absent. */
export const NO_COMPILER = 'No C compiler (cc with -msse4.1): the columns of the C loops are absent.';
