import type { Code, Local } from '../wasm/code.ts';
import { i32 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';

/**
 * Reads where the spikes of a step are: the address of the first, and that after the last.
 *
 * @param code - the function
 * @param ids - local with the address of the population's list of spikes
 * @param offset - local with the address of the step's offset into it
 */
export function spikeRange(code: Code, ids: Local, offset: Local): readonly [spike: Local, end: Local] {
  const limit = (next: 0 | 4): Local => {
    code.get(ids, offset);
    code.access(i32.load, next);
    code.i32(2);
    code.op(i32.shl, i32.add);
    return code.take(valueType.i32);
  };
  return [limit(0), limit(4)];
}
