import { join } from 'node:path';
import type { CCompiler } from './compiler.ts';
import { numbersIn } from './parse.ts';

/** What C needs for one example of the gesture network, in ms. */
export interface DvsLimit {
  /** Dense, over the record of the whole trial. */
  readonly dense: number;
  /** At 1 %, in segments that are recomputed. */
  readonly sparse: number;
}

/**
 * The C program `dvs_limit`: one example of the gesture network, forward and reverse.
 *
 * @param compiler - the C compiler
 * @param folder - where the C file is
 */
export async function dvsLimit(compiler: CCompiler, folder: string): Promise<() => Promise<DvsLimit>> {
  const program = await compiler.compile(join(folder, 'dvs_limit.c'));
  return async () => {
    const output = await program.run();
    const [forward, reverse] = numbersIn(output, /dense: .*forward ([\d.]+) ms, .*adjoint e-prop ([\d.]+) ms/) as [
      number,
      number,
    ];
    // Segments are printed before the line of their density.
    const [sparse] = numbersIn(output, /sum ([\d.]+) ms\s+sparse 1%/) as [number];
    return { dense: forward + reverse, sparse };
  };
}
