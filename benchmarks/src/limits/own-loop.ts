import { fileURLToPath } from 'node:url';
import type { CCompiler, CProgram } from './compiler.ts';

/** A C file beside the benchmarks, without `.c`. */
type OwnLoop = 'lif' | 'deliver' | 'exp' | 'dense-bptt';

/**
 * Compiles one of the C files beside the benchmarks.
 *
 * @param compiler - the C compiler
 * @param name - of the file
 * @param wide - with all vector instructions of this machine
 */
export const ownLoop = (compiler: CCompiler, name: OwnLoop, wide = false): Promise<CProgram> =>
  compiler.compile(fileURLToPath(new URL(`../../c/${name}.c`, import.meta.url)), wide);
