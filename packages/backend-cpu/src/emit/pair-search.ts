import { indexBytes } from '../runtime/layout.ts';
import type { Local } from '../wasm/code.ts';
import { i32 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import type { KernelWriter } from './kernel-writer.ts';
import { advance, assign, countWhile } from './loop.ts';
import { storeWord } from './memory-map.ts';

/** The beginning of a row. */
export interface RowBegun {
  /** Number of its synapses. */
  readonly length: Local;
  /** Address of its first postsynaptic number. */
  readonly index: Local;
  /** That number. */
  readonly first: Local;
}

/** Finds single synapses of a store of growable rows. */
export class PairSearch {
  private readonly writer: KernelWriter;
  private readonly store: number;
  private readonly preBytes: 1 | 2 | 4;
  private readonly postBytes: 1 | 2 | 4;

  /** @param writer - the function @param store - position of the store in the plan */
  constructor(writer: KernelWriter, store: number) {
    const { plan } = writer.source;
    this.writer = writer;
    this.store = store;
    const { pre, post } = plan.stores[store]!;
    this.preBytes = indexBytes(plan.populations[pre]!.size);
    this.postBytes = indexBytes(plan.populations[post]!.size);
  }

  /** A word that the store has per neuron. @param which - from {@link storeWord} @param neuron - local with its number */
  wordOf(which: number, neuron: Local): Local {
    const { code, memory } = this.writer;
    code.get(memory.store(this.store, which), neuron);
    code.i32(2);
    code.op(i32.shl, i32.add);
    code.access(i32.load);
    return code.take(valueType.i32);
  }

  /** Loads the beginning of a row, so that several rows can be on their way at once. @param pre - the row */
  begin(pre: Local): RowBegun {
    const { code } = this.writer;
    const length = this.wordOf(storeWord.rowLength, pre);
    const index = this.address(storeWord.posts, this.wordOf(storeWord.rowStart, pre), this.postBytes);
    // Of an empty row this is some other number, which is not looked at.
    this.load(index, this.postBytes);
    return { length, index, first: code.take(valueType.i32) };
  }

  /** Looks through a row. @param row - its beginning @param post - postsynaptic neuron to look for */
  find({ length, index, first }: RowBegun, post: Local): { readonly slot: Local; readonly found: Local } {
    const { code } = this.writer;
    const [slot, found] = [code.local(valueType.i32), code.local(valueType.i32)];
    const entry = code.local(valueType.i32);
    assign(code, slot, 0);
    assign(code, found, 0);
    code.get(first);
    code.set(entry);
    code.block((end) => {
      countWhile(code, slot, 1, length, () => {
        code.get(entry, post);
        code.op(i32.eq);
        code.if(() => {
          assign(code, found, 1);
          code.br(end);
        });
        advance(code, index, this.postBytes);
        // Past the last entry of the store there is room that may be read.
        this.load(index, this.postBytes);
        code.set(entry);
      });
    });
    return { slot, found };
  }

  /** The synapse at an offset of a column. @param post - the column @param offset - local with the offset */
  inColumn(post: Local, offset: Local): { readonly pre: Local; readonly slot: Local } {
    const { code } = this.writer;
    code.get(this.wordOf(storeWord.columnStart, post), offset);
    code.op(i32.add);
    const entry = code.take(valueType.i32);
    const read = (word: number, bytes: 1 | 2 | 4): Local => {
      this.load(this.address(word, entry, bytes), bytes);
      return code.take(valueType.i32);
    };
    return { pre: read(storeWord.columnPre, this.preBytes), slot: read(storeWord.columnSlot, this.postBytes) };
  }

  private address(word: number, entry: Local, bytes: number): Local {
    const { code, memory } = this.writer;
    code.get(memory.store(this.store, word), entry);
    if (bytes > 1) {
      code.i32(bytes >> 1);
      code.op(i32.shl);
    }
    code.op(i32.add);
    return code.take(valueType.i32);
  }

  private load(address: Local, bytes: 1 | 2 | 4): void {
    const { code } = this.writer;
    code.get(address);
    code.access(bytes === 1 ? i32.load8u : bytes === 2 ? i32.load16u : i32.load, 0, bytes >> 1);
  }
}
