import type { Op } from '@growcone/core';

/** A piece of an entry that generated code runs in one call (or in chunks of steps). */
export type Unit =
  | { readonly kind: 'run'; readonly n: number; readonly ops: readonly Extract<Op, { op: 'run' }>[] }
  | { readonly kind: 'forward'; readonly n: number; readonly op: Extract<Op, { op: 'forward' }> }
  | { readonly kind: 'reverse'; readonly n: number; readonly op: Extract<Op, { op: 'reverse' }> };

/** What an entry does: generated units, the loop over examples around some of them, and the runtime's own ops. */
export type Instruction =
  | Unit
  | { readonly kind: 'examples'; readonly body: readonly Instruction[] }
  | {
      readonly kind: 'host';
      readonly op: Extract<Op, { op: 'reduceShards' | 'clear' | 'meanOverExamples' | 'rewire' | 'probe' }>;
    };

/**
 * Numbers the units of an entry in order of appearance; neighbouring `run` ops make one unit.
 *
 * @param ops - the entry
 */
export function instructions(ops: readonly Op[]): readonly Instruction[] {
  let n = 0;
  const walk = (list: readonly Op[]): readonly Instruction[] => {
    const result: Instruction[] = [];
    for (let i = 0; i < list.length; i++) {
      const op = list[i]!;
      switch (op.op) {
        case 'run': {
          const ops = [op];
          while (list[i + 1]?.op === 'run') ops.push(list[++i] as typeof op);
          result.push({ kind: 'run', n: n++, ops });
          break;
        }
        case 'forward':
          result.push({ kind: 'forward', n: n++, op });
          break;
        case 'reverse':
          result.push({ kind: 'reverse', n: n++, op });
          break;
        case 'examples':
          result.push({ kind: 'examples', body: walk(op.body) });
          break;
        case 'every':
          throw new RangeError("'every' belongs inside a sweep");
        default:
          result.push({ kind: 'host', op });
      }
    }
    return result;
  };
  return walk(ops);
}
