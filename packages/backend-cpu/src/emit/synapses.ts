import type { Place, SynapsesKernel } from '@growcone/core';
import type { Code, Local } from '../wasm/code.ts';
import { valueType } from '../wasm/value-type.ts';
import { fillTable, worthATable } from './gather-table.ts';
import { startKernel, type EmitOptions, type KernelVariant } from './kernel-variant.ts';
import { assign, countUp } from './loop.ts';
import { walkDense, walkSparse, walkWhole } from './row-walk.ts';
import { StoreRows } from './store-rows.ts';

/**
 * Writes a loop over every synapse of a store, row by row: never over a row's slack.
 *
 * @param variant - the kernel
 * @param options - what writing it needs
 */
export function emitSynapses(variant: KernelVariant<SynapsesKernel>, options: EmitOptions): Code {
  const { kernel, writes } = variant;
  const writer = startKernel(variant, options);
  const { code } = writer;
  const rows = new StoreRows(writer, kernel.store);
  const pre: Local = code.local(valueType.i32);
  const place = (): Place => 'synapse';
  return writer.finish(() => {
    if (rows.preSize === 0 || rows.postSize === 0) return;
    if (options.simd && variant.table !== undefined && worthATable(options.plan, kernel, writes)) {
      rows.table = fillTable(writer, kernel, writes, variant.table);
    }
    const all = rows.whole ? rows.wholeRows() : undefined;
    assign(code, pre, 0);
    countUp(code, pre, 4, 4 * rows.preSize, () => {
      const row = rows.row(pre);
      if (all) {
        walkWhole(writer, rows, rows.wholeRow(all, row), options.simd, (frame) => writer.write(writes, frame, place));
        return;
      }
      if (!rows.dense) {
        walkSparse(writer, rows, row, { vector: options.simd, scatters: false }, (frame) =>
          writer.write(writes, frame, place),
        );
        return;
      }
      walkDense(writer, rows, [row], options.simd ? 4 : 1, (frames) => writer.write(writes, frames.rows[0]!, place));
    });
  });
}
