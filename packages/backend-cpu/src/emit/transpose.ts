import type { Code, Local } from '../wasm/code.ts';
import { valueType } from '../wasm/value-type.ts';

type Four = readonly [Local, Local, Local, Local];

/**
 * Swaps rows and columns of four vectors of four lanes.
 *
 * @param code - the function
 * @param rows - the vectors
 * @returns vector n holds lane n of each
 */
export function transpose(code: Code, rows: Four): Four {
  const [a, b, c, d] = rows;
  const shuffled = (x: Local, y: Local, lanes: readonly [number, number, number, number]): Local => {
    code.get(x, y);
    code.shuffle(lanes);
    return code.take(valueType.v128);
  };
  const low = [shuffled(a, b, [0, 4, 1, 5]), shuffled(c, d, [0, 4, 1, 5])] as const;
  const high = [shuffled(a, b, [2, 6, 3, 7]), shuffled(c, d, [2, 6, 3, 7])] as const;
  return [
    shuffled(...low, [0, 1, 4, 5]),
    shuffled(...low, [2, 3, 6, 7]),
    shuffled(...high, [0, 1, 4, 5]),
    shuffled(...high, [2, 3, 6, 7]),
  ];
}
