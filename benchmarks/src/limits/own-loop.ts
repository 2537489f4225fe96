import { fileURLToPath } from 'node:url';
import type { CCompiler, CProgram } from './compiler.ts';

/** Compiles one of the C files beside the benchmarks. @param compiler - the C compiler @param name - of the file, without `.c` */
export const ownLoop = (compiler: CCompiler, name: 'lif' | 'deliver' | 'exp'): Promise<CProgram> =>
  compiler.compile(fileURLToPath(new URL(`../../c/${name}.c`, import.meta.url)));
