import type { StoreSpec } from '@growcone/core';
import { indexBytes, isWhole, offsetBytes, padded } from '../runtime/layout.ts';
import { ByteWriter } from '../wasm/byte-writer.ts';
import type { Local } from '../wasm/code.ts';
import { control, i32, i32x4 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import { level } from './dependence.ts';
import { Frame, type PlaceOffset } from './frame.ts';
import type { GatherTable } from './gather-table.ts';
import type { KernelWriter } from './kernel-writer.ts';
import { storeWord } from './memory-map.ts';

/** How a walk along a sparse row moves: bytes to the current slot's element and to the row's end, and its index. */
export interface SparseRow {
  /** The loop body around the walk: one presynaptic neuron. */
  readonly row: Frame;
  /** Four times the current slot. */
  readonly slot: Local;
  /** Four times the slot after the row's last. */
  readonly end: Local;
  /** Address of the current slot's postsynaptic number. */
  readonly index: Local;
}

/** The rows of a store as loop bodies. */
export class StoreRows {
  /** The store. */
  readonly store: StoreSpec;
  /** Number of presynaptic neurons. */
  readonly preSize: number;
  /** Number of postsynaptic neurons. */
  readonly postSize: number;
  /** Whether every pair has a slot. */
  readonly dense: boolean;
  /** Whether rows follow one another and fill whole vectors, and hold offsets instead of numbers. */
  readonly whole: boolean;
  /** Bytes of a postsynaptic number, or of its offset. */
  readonly indexWidth: 1 | 2 | 4;
  /** Holds values of the postsynaptic neurons side by side, if set before rows are walked. */
  table: GatherTable | undefined;
  private readonly writer: KernelWriter;

  /** @param writer - the kernel @param store - position of the store in the plan */
  constructor(writer: KernelWriter, store: number) {
    const { plan } = writer.source;
    this.writer = writer;
    this.store = plan.stores[store]!;
    this.preSize = plan.populations[this.store.pre]!.size;
    this.postSize = plan.populations[this.store.post]!.size;
    this.dense = this.store.format === 'dense';
    this.whole = isWhole(this.store);
    this.indexWidth = this.whole ? offsetBytes(this.postSize) : indexBytes(this.postSize);
    if (this.store.format === 'bit-mask') throw new RangeError(`store ${this.store.name}: no kernels over bit masks`);
  }

  /** The loop body of one presynaptic neuron. @param preOffset - local that holds four times its number */
  row(preOffset: Local): Frame {
    return new Frame({
      level: level.row,
      lanes: this.writer.lanes(1),
      parent: this.writer.call,
      places: { pre: { kind: 'contiguous', offset: preOffset, shift: 0 } },
    });
  }

  /** Bytes from the first slot's element to that of a dense row. @param row - the row */
  denseStart(row: Frame): Local {
    const { code } = this.writer;
    return code.into(row.segment, () => {
      code.get(preOffset(row));
      code.i32(padded(this.postSize));
      code.op(i32.mul);
      return code.take(valueType.i32);
    });
  }

  /** The start of a walk along a sparse row. @param row - the row */
  sparse(row: Frame): SparseRow {
    const { code, memory } = this.writer;
    const { id } = this.store;
    const from = (word: number): void => {
      code.get(memory.store(id, word), preOffset(row));
      code.op(i32.add);
      code.access(i32.load);
    };
    return code.into(row.segment, () => {
      from(storeWord.rowStart);
      const start = code.take(valueType.i32);
      code.get(start);
      code.i32(2);
      code.op(i32.shl);
      const slot = code.take(valueType.i32);
      code.get(slot);
      from(storeWord.rowLength);
      code.i32(2);
      code.op(i32.shl, i32.add);
      const end = code.take(valueType.i32);
      code.get(memory.store(id, storeWord.posts), start);
      if (this.indexWidth > 1) {
        code.i32(this.indexWidth >> 1);
        code.op(i32.shl);
      }
      code.op(i32.add);
      return { row, slot, end, index: code.take(valueType.i32) };
    });
  }

  /** The start of a walk along all rows of a store of whole vectors; {@link wholeRow} goes on to the next. */
  wholeRows(): Omit<SparseRow, 'row'> {
    const { code, memory } = this.writer;
    const [slot, end, index] = [code.local(valueType.i32), code.local(valueType.i32), code.local(valueType.i32)];
    code.i32(0);
    code.set(slot);
    code.get(memory.store(this.store.id, storeWord.posts));
    code.set(index);
    return { slot, end, index };
  }

  /** A row of a walk along all rows. @param walk - the walk @param row - the row */
  wholeRow(walk: Omit<SparseRow, 'row'>, row: Frame): SparseRow {
    const { code, memory } = this.writer;
    code.into(row.segment, () => {
      code.get(memory.store(this.store.id, storeWord.rowStart), preOffset(row));
      code.op(i32.add);
      code.access(i32.load);
      code.set(walk.end);
    });
    return { ...walk, row };
  }

  /** The loop body of one or four slots of a sparse row. @param walk - the walk @param width - slots @param skip - slots past the current one */
  sparseElement(walk: SparseRow, width: 1 | 4, skip = 0): Frame {
    return this.element(walk, width, skip, new ByteWriter());
  }

  /** The loop body of the one to three slots that are left at the end of a sparse row, as one vector. @param walk - the walk */
  sparseRest(walk: SparseRow): Frame {
    const { code } = this.writer;
    const segment = new ByteWriter();
    const left = code.into(segment, () => {
      code.get(walk.end, walk.slot);
      code.op(i32.sub);
      return code.take(valueType.i32);
    });
    const firstBytes = this.writer.access.vector([0, 4, 8, 12]);
    const valid = code.into(segment, () => {
      code.get(left);
      code.op(i32x4.splat);
      code.get(firstBytes);
      code.op(i32x4.gtS);
      return code.take(valueType.v128);
    });
    return this.element(walk, 4, 0, segment, { left, valid });
  }

  private element(
    walk: SparseRow,
    width: 1 | 4,
    skip: number,
    segment: ByteWriter,
    rest?: { readonly left: Local; readonly valid: Local },
  ): Frame {
    const postOffsets = (): readonly Local[] => this.postOffsets(walk, width, skip, segment, rest?.left);
    let post: PlaceOffset | undefined;
    return new Frame({
      level: level.element,
      lanes: this.writer.lanes(width),
      parent: walk.row,
      segment,
      valid: rest?.valid,
      table: this.table,
      places: {
        synapse: { kind: 'contiguous', offset: walk.slot, shift: 4 * skip },
        // Loaded when first asked for: a kernel that reads only its synapses never touches the indices.
        get post() {
          return (post ??= { kind: 'gathered', offsets: postOffsets() });
        },
      },
    });
  }

  private postOffsets(
    { index }: SparseRow,
    width: 1 | 4,
    skip: number,
    segment: ByteWriter,
    left: Local | undefined,
  ): readonly Local[] {
    const { code } = this.writer;
    const bytes = this.indexWidth;
    const load = bytes === 1 ? i32.load8u : bytes === 2 ? i32.load16u : i32.load;
    return code.into(segment, () =>
      Array.from({ length: width }, (_, lane) => {
        code.get(index);
        code.access(load, (skip + lane) * bytes, bytes >> 1);
        if (!this.whole) {
          code.i32(2);
          code.op(i32.shl);
        }
        if (left !== undefined && lane > 0) {
          // Past the end of the row there may be anything: neuron 0 stands in for it.
          code.i32(0);
          code.get(left);
          code.i32(4 * lane);
          code.op(i32.gtS, control.select);
        }
        return code.take(valueType.i32);
      }),
    );
  }
}

/** Four times the presynaptic neuron of a row. @param row - the row */
function preOffset(row: Frame): Local {
  const { pre } = row.places;
  if (pre?.kind !== 'contiguous') throw new RangeError('a row belongs to one presynaptic neuron');
  return pre.offset;
}
