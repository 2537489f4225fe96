import type { AttemptsPlan, StoreSpec } from '@growcone/core';
import { DECISION_WORDS, indexBytes } from '../runtime/layout.ts';
import type { Label, Local } from '../wasm/code.ts';
import { f32, i32 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import { CONTEXT } from './element-access.ts';
import type { KernelWriter } from './kernel-writer.ts';
import { advance, assign, countWhile } from './loop.ts';
import { rewiringWord, storeWord } from './memory-map.ts';
import { StoreElements, type Width } from './store-elements.ts';

/** Decisions that are compared with each other; of more it is likely that two meet. */
const MOST = 8;

/**
 * Writes the edit of a store where it stays in place: a synapse goes, or comes into a row and a column that have room. Decisions about rows
 * and columns of their own may be applied one after the other, and rows and columns end up as `GrowableRows.edit` leaves them. Everything
 * else is left to the runtime.
 */
export class EditInPlace {
  private readonly writer: KernelWriter;
  private readonly rule: AttemptsPlan;
  private readonly store: StoreSpec;
  private readonly elements: StoreElements;
  private readonly widths: { readonly pre: Width; readonly post: Width };

  /** @param writer - the function @param rule - the rewiring */
  constructor(writer: KernelWriter, rule: AttemptsPlan) {
    const { plan } = writer.source;
    this.writer = writer;
    this.rule = rule;
    this.elements = new StoreElements(writer, rule.store);
    this.store = plan.stores[rule.store]!;
    const width = (population: number): Width => indexBytes(plan.populations[population]!.size);
    this.widths = { pre: width(this.store.pre), post: width(this.store.post) };
  }

  /** Edits the store where it can, and leaves the other decisions. @param decisions - local with their address @param count - local with their number */
  write(decisions: Local, count: Local): void {
    const { code } = this.writer;
    if (this.store.format !== 'growable-rows') return;
    const [at, end, left] = [code.local(valueType.i32), code.local(valueType.i32), code.local(valueType.i32)];
    const word = (n: number): Local => {
      code.get(at);
      code.access(i32.load, 4 * n);
      return code.take(valueType.i32);
    };
    const byOthers = this.touchOthers(decisions, count);
    code.get(byOthers);
    code.op(i32.eqz);
    code.if(() => {
      code.get(decisions);
      code.set(at);
      code.get(decisions);
      code.set(left);
      this.pushEnd(decisions, count);
      code.set(end);
      countWhile(code, at, 4 * DECISION_WORDS, end, () => {
        const [pre, other, comes, post] = [word(0), word(1), word(2), word(3)];
        const kept = code.local(valueType.i32);
        assign(code, kept, 0);
        code.get(comes);
        code.if(
          () => this.born(pre, other, kept),
          () => {
            this.gone(pre, other);
            this.tally(rewiringWord.gone);
          },
        );
        code.get(kept);
        code.if(() => {
          [pre, other, comes, post].forEach((value, n) => {
            code.get(left, value);
            code.access(i32.store, 4 * n);
          });
          advance(code, left, 4 * DECISION_WORDS);
        });
      });
      code.get(left, decisions);
      code.op(i32.sub);
      code.i32(Math.log2(4 * DECISION_WORDS));
      code.op(i32.shrU);
      code.set(count);
    });
  }

  /** Pushes the address after the last decision. */
  private pushEnd(decisions: Local, count: Local): void {
    const { code } = this.writer;
    code.get(decisions, count);
    code.i32(Math.log2(4 * DECISION_WORDS));
    code.op(i32.shl, i32.add);
  }

  /** 1 if two decisions are about one row or one column, or there are too many to tell: then their order matters. */
  private touchOthers(decisions: Local, count: Local): Local {
    const { code } = this.writer;
    const stride = 4 * DECISION_WORDS;
    const [a, b, end, found] = [0, 0, 0, 0].map(() => code.local(valueType.i32)) as [Local, Local, Local, Local];
    code.get(count);
    code.i32(MOST);
    code.op(i32.gtU);
    code.set(found);
    code.get(found);
    code.op(i32.eqz);
    code.if(() => {
      this.pushEnd(decisions, count);
      code.set(end);
      code.get(decisions);
      code.set(a);
      countWhile(code, a, stride, end, () => {
        code.get(a);
        code.i32(stride);
        code.op(i32.add);
        code.set(b);
        countWhile(code, b, stride, end, () => {
          for (const n of [0, 3]) {
            code.get(a);
            code.access(i32.load, 4 * n);
            code.get(b);
            code.access(i32.load, 4 * n);
            code.op(i32.eq);
          }
          code.op(i32.or);
          code.get(found);
          code.op(i32.or);
          code.set(found);
        });
      });
    });
    return found;
  }

  /** Values of a new synapse by array, if they are the same for all. */
  private birthValues(): readonly { readonly array: number; readonly value: number }[] | undefined {
    const values = this.store.variables.map(({ name, array, birth }) => {
      const recorded = this.rule.init[name];
      const node = recorded?.nodes[recorded.result];
      const value = recorded ? (node?.op === 'constant' ? node.value : NaN) : birth;
      return { array, value };
    });
    return values.every(({ value }) => Number.isFinite(Math.fround(value))) ? values : undefined;
  }

  /** A synapse comes, or `kept` says that it has to be left to the runtime. */
  private born(pre: Local, post: Local, kept: Local): void {
    const { code, memory } = this.writer;
    const values = this.birthValues();
    const { columns } = this.store;
    const { caps } = this.rule;
    if (!values) return assign(code, kept, 1);
    code.block((stays) => {
      const length = this.elements.ofNeuron(storeWord.rowLength, pre);
      const column = columns ? this.elements.ofNeuron(storeWord.columnLength, post) : undefined;
      // A neuron at its cap gets nothing: the decision is dropped.
      if (caps.pre !== undefined) this.leaveIf(length, () => code.i32(caps.pre!), stays);
      if (caps.post !== undefined && column !== undefined) this.leaveIf(column, () => code.i32(caps.post!), stays);
      assign(code, kept, 1);
      this.leaveIf(length, () => code.get(this.elements.ofNeuron(storeWord.rowCapacity, pre)), stays);
      if (column !== undefined) {
        this.leaveIf(column, () => code.get(this.elements.ofNeuron(storeWord.columnCapacity, post)), stays);
      }
      assign(code, kept, 0);

      const address = this.elements.sum(this.elements.ofNeuron(storeWord.rowStart, pre), length);
      this.elements.put(storeWord.posts, address, this.widths.post, post);
      for (const { array, value } of values) {
        this.elements.push(memory.array(array, 0), address, 4);
        code.f32(value);
        code.access(f32.store);
      }
      this.elements.setOfNeuron(storeWord.rowLength, pre, this.elements.plus(length, 1));
      if (column !== undefined) {
        const entry = this.elements.sum(this.elements.ofNeuron(storeWord.columnStart, post), column);
        this.elements.put(storeWord.columnPre, entry, this.widths.pre, pre);
        this.elements.put(storeWord.columnSlot, entry, this.widths.post, length);
        this.elements.put(storeWord.columnOffsets, address, this.widths.pre, column);
        this.elements.setOfNeuron(storeWord.columnLength, post, this.elements.plus(column, 1));
      }
      this.tally(rewiringWord.born);
    });
  }

  private gone(pre: Local, slot: Local): void {
    const { code, memory } = this.writer;
    const { columns, variables } = this.store;
    const start = this.elements.ofNeuron(storeWord.rowStart, pre);
    const last = this.elements.plus(this.elements.ofNeuron(storeWord.rowLength, pre), -1);
    this.elements.setOfNeuron(storeWord.rowLength, pre, last);
    const [address, end] = [this.elements.sum(start, slot), this.elements.sum(start, last)];
    const post = this.elements.at(storeWord.posts, address, this.widths.post);
    const offset = columns ? this.elements.at(storeWord.columnOffsets, address, this.widths.pre) : undefined;
    this.elements.fillHole(storeWord.posts, address, end, this.widths.post);
    for (const { array } of variables) this.elements.moveDown(memory.array(array, 0), address, end, 4);
    if (offset === undefined) return;
    this.elements.fillHole(storeWord.columnOffsets, address, end, this.widths.pre);
    code.get(slot, last);
    code.op(i32.ltU);
    code.if(() => {
      // The synapse that has filled the hole is in another slot now.
      const column = this.elements.ofNeuron(
        storeWord.columnStart,
        this.elements.at(storeWord.posts, address, this.widths.post),
      );
      const moved = this.elements.sum(column, this.elements.at(storeWord.columnOffsets, address, this.widths.pre));
      this.elements.put(storeWord.columnSlot, moved, this.widths.post, slot);
    });
    const column = this.elements.ofNeuron(storeWord.columnStart, post);
    const bottom = this.elements.plus(this.elements.ofNeuron(storeWord.columnLength, post), -1);
    this.elements.setOfNeuron(storeWord.columnLength, post, bottom);
    const [entry, lowest] = [this.elements.sum(column, offset), this.elements.sum(column, bottom)];
    this.elements.fillHole(storeWord.columnPre, entry, lowest, this.widths.pre);
    this.elements.fillHole(storeWord.columnSlot, entry, lowest, this.widths.post);
    code.get(offset, bottom);
    code.op(i32.ltU);
    code.if(() => {
      const row = this.elements.ofNeuron(
        storeWord.rowStart,
        this.elements.at(storeWord.columnPre, entry, this.widths.pre),
      );
      const moved = this.elements.sum(row, this.elements.at(storeWord.columnSlot, entry, this.widths.post));
      this.elements.put(storeWord.columnOffsets, moved, this.widths.pre, offset);
    });
  }

  private tally(which: number): void {
    const { code, memory } = this.writer;
    const position = 4 * memory.rewiringPosition(this.rule.id, which);
    code.get(CONTEXT, CONTEXT);
    code.access(i32.load, position);
    code.i32(1);
    code.op(i32.add);
    code.access(i32.store, position);
  }

  private leaveIf(length: Local, pushLimit: () => void, leave: Label): void {
    const { code } = this.writer;
    // The limit may have to be loaded first.
    pushLimit();
    const limit = code.take(valueType.i32);
    code.get(length, limit);
    code.op(i32.geU);
    code.brIf(leave);
  }
}
