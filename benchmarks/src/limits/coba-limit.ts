import { join } from 'node:path';
import type { CCompiler } from './compiler.ts';
import { numbersIn } from './parse.ts';

/**
 * The C program `coba_limit`: the update of neurons with two conductances.
 *
 * @param compiler - the C compiler
 * @param folder - where the C file is
 * @returns runs it and gives ns per neuron and step by the number of neurons, 4000 or 20 000
 */
export async function cobaLimit(
  compiler: CCompiler,
  folder: string,
): Promise<() => Promise<(neurons: number) => number>> {
  const program = await compiler.compile(join(folder, 'coba_limit.c'));
  return async () => {
    const output = await program.run();
    return (neurons) => numbersIn(output, new RegExp(`n=${neurons}: ([\\d.]+) ns`))[0]!;
  };
}
