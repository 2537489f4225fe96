import { counterWord, type AttemptsPlan, type Node, type Plan } from '@growcone/core';
import type { Code, Local } from '../wasm/code.ts';
import { i32, i64 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import { level } from './dependence.ts';
import { CONTEXT, STEP } from './element-access.ts';
import { Frame } from './frame.ts';
import type { EmitOptions } from './kernel-variant.ts';
import { KernelWriter } from './kernel-writer.ts';
import { advance, assign, countUp, countWhile } from './loop.ts';
import { storeWord } from './memory-map.ts';
import { StoreRows } from './store-rows.ts';

/** Attempts that share two calls of the generator. */
const TOGETHER = 4;

/**
 * Writes the function of a rewiring that draws pairs: (context, step) → nothing. It puts three words per decision where the context's
 * word `out` says, and their number into the word behind it. See `AttemptSite`.
 *
 * @param rule - the rewiring
 * @param options - what writing it needs
 */
export function emitAttempts(rule: AttemptsPlan, options: EmitOptions): Code {
  const { eliminate, form } = rule;
  const moved = form.nodes.map((node): Node => shifted(node, eliminate.nodes.length));
  const writer = new KernelWriter({ ...options, nodes: [...eliminate.nodes, ...moved] });
  const { code, memory } = writer;
  const { layout } = memory;
  const out = code.local(valueType.i32);
  const count = code.local(valueType.i32);
  const first = code.local(valueType.i32);
  const walk: Walk = { rule, writer, plan: options.plan, out, count };
  return writer.finish(() => {
    code.get(memory.word(layout.out));
    code.set(out);
    assign(code, count, 0);
    assign(code, first, 0);
    const calls = Math.ceil(rule.pairs / TOGETHER);
    countUp(code, first, 1, calls, () => {
      const [pre, post] = [drawn(walk, first, 0), drawn(walk, first, 1)];
      pre.forEach((word, n) => {
        // The last call may have more words than there are attempts left.
        code.get(first);
        code.i32(TOGETHER);
        code.op(i32.mul);
        code.i32(n);
        code.op(i32.add);
        code.i32(rule.pairs);
        code.op(i32.ltU);
        code.if(() => attempt(walk, word, post[n]!, eliminate.result, eliminate.nodes.length + form.result));
      });
    });
    code.get(CONTEXT, count);
    code.access(i32.store, 4 * (layout.out + 1));
  });
}

interface Walk {
  readonly rule: AttemptsPlan;
  readonly writer: KernelWriter;
  readonly plan: Plan;
  /** Address of the next decision. */
  readonly out: Local;
  /** Number of decisions. */
  readonly count: Local;
}

const shifted = (node: Node, by: number): Node =>
  'args' in node ? { ...node, args: node.args.map((a) => a + by) } : node;

/** The words of four attempts. */
function drawn({ rule, writer }: Walk, call: Local, draw: number): readonly Local[] {
  const { code, memory, source } = writer;
  const { layout } = memory;
  code.get(call);
  code.i32(0);
  code.get(STEP);
  code.i32(counterWord(rule.stream, draw));
  code.get(memory.word(layout.key), memory.word(layout.key + 1));
  code.call(source.helpers.philoxWords());
  const words = Array.from({ length: TOGETHER }, () => code.local(valueType.i32));
  for (const word of words.toReversed()) code.set(word);
  return words;
}

/** One attempt: nothing happens if a number is rejected or the pair may not have a synapse. */
function attempt(walk: Walk, preWord: Local, postWord: Local, eliminate: number, form: number): void {
  const { rule, writer, plan } = walk;
  const { code } = writer;
  const { pre, post, autapses } = plan.stores[rule.store]!;
  const size = (population: number): number => plan.populations[population]!.size;
  code.block((done) => {
    const from = below(code, preWord, size(pre), () => code.br(done));
    const to = below(code, postWord, size(post), () => code.br(done));
    if (pre === post && !autapses) {
      code.get(from, to);
      code.op(i32.eq);
      code.brIf(done);
    }
    const rows = new StoreRows(writer, rule.store);
    const { slot, found } = search(walk, rows, from, to);
    const offsets = [from, to].map((number) => {
      code.get(number);
      code.i32(2);
      code.op(i32.shl);
      return code.take(valueType.i32);
    }) as [Local, Local];
    const frame = (synapse?: Local): Frame =>
      new Frame({
        level: level.element,
        lanes: writer.lanes(1),
        parent: writer.call,
        places: {
          pre: { kind: 'contiguous', offset: offsets[0], shift: 0 },
          post: { kind: 'contiguous', offset: offsets[1], shift: 0 },
          ...(synapse === undefined ? {} : { synapse: { kind: 'contiguous', offset: synapse, shift: 0 } }),
        },
      });
    const decide = (node: number, at: Frame, other: Local, comes: number): void => {
      const holds = writer.value(node, at);
      code.append(at.segment);
      code.get(holds);
      code.if(() => note(walk, from, other, comes));
    };
    code.get(found);
    code.if(() => {
      code.get(rowStart(writer, rule.store, offsets[0]), slot);
      code.op(i32.add);
      code.i32(2);
      code.op(i32.shl);
      decide(eliminate, frame(code.take(valueType.i32)), slot, 0);
    });
    code.get(found);
    code.op(i32.eqz);
    code.if(() => decide(form, frame(), to, 1));
  });
}

/** A number below a limit from a word, as `uniformBelow` has it; leaves where the word is rejected. */
function below(code: Code, word: Local, limit: number, leave: () => void): Local {
  const rejected = (2 ** 32 - limit) % limit;
  if (rejected > 0) {
    code.get(word);
    code.i32(limit);
    code.op(i32.mul);
    code.i32(rejected);
    code.op(i32.ltU);
    code.if(() => leave());
  }
  code.get(word);
  code.op(i64.extendI32U);
  code.i64(BigInt(limit));
  code.op(i64.mul);
  code.i64(32n);
  code.op(i64.shrU, i32.wrapI64);
  return code.take(valueType.i32);
}

function rowStart({ code, memory }: KernelWriter, store: number, preOffset: Local): Local {
  code.get(memory.store(store, storeWord.rowStart), preOffset);
  code.op(i32.add);
  code.access(i32.load);
  return code.take(valueType.i32);
}

/** Looks through the row for the postsynaptic neuron. */
function search(
  { rule, writer }: Walk,
  rows: StoreRows,
  from: Local,
  to: Local,
): { readonly slot: Local; readonly found: Local } {
  const { code, memory } = writer;
  const width = rows.indexWidth;
  const wordOf = (which: number): Local => {
    code.get(memory.store(rule.store, which), from);
    code.i32(2);
    code.op(i32.shl, i32.add);
    code.access(i32.load);
    return code.take(valueType.i32);
  };
  const start = wordOf(storeWord.rowStart);
  const length = wordOf(storeWord.rowLength);
  code.get(memory.store(rule.store, storeWord.posts), start);
  if (width > 1) {
    code.i32(width >> 1);
    code.op(i32.shl);
  }
  code.op(i32.add);
  const index = code.take(valueType.i32);
  const [slot, found] = [code.local(valueType.i32), code.local(valueType.i32)];
  assign(code, slot, 0);
  assign(code, found, 0);
  code.block((end) => {
    countWhile(code, slot, 1, length, () => {
      code.get(index);
      code.access(width === 1 ? i32.load8u : width === 2 ? i32.load16u : i32.load, 0, width >> 1);
      code.get(to);
      code.op(i32.eq);
      code.if(() => {
        assign(code, found, 1);
        code.br(end);
      });
      advance(code, index, width);
    });
  });
  return { slot, found };
}

function note({ writer: { code }, out, count }: Walk, pre: Local, other: Local, comes: number): void {
  code.get(out, pre);
  code.access(i32.store);
  code.get(out, other);
  code.access(i32.store, 4);
  code.get(out);
  code.i32(comes);
  code.access(i32.store, 8);
  advance(code, out, 12);
  advance(code, count, 1);
}
