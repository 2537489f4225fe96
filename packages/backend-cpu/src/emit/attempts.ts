import type { AttemptsPlan, Node, Plan } from '@growcone/core';
import type { Code, Local } from '../wasm/code.ts';
import { f32, i32 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import type { Range } from '../runtime/share.ts';
import { DECISION_WORDS } from '../runtime/layout.ts';
import { AttemptDraws, ATTEMPTS_PER_CALL } from './attempt-draws.ts';
import { level } from './dependence.ts';
import { EditInPlace } from './edit-in-place.ts';
import { CONTEXT } from './element-access.ts';
import { Frame } from './frame.ts';
import type { EmitOptions } from './kernel-variant.ts';
import { KernelWriter } from './kernel-writer.ts';
import { advance, assign, countUp } from './loop.ts';
import { rewiringWord, storeWord } from './memory-map.ts';
import { PairSearch, type RowBegun } from './pair-search.ts';

/**
 * Writes the function of a rewiring that draws pairs: (context, step) → nothing. It puts four words per decision where the first of the
 * rewiring's words says, and their number into the second: see `Decisions`. Those that stay in place it applies itself.
 *
 * @param rule - the rewiring
 * @param options - what writing it needs
 */
export function emitAttempts(rule: AttemptsPlan, options: EmitOptions): Code {
  const { eliminate, form } = rule;
  const moved = form.nodes.map((node): Node => shifted(node, eliminate.nodes.length));
  const writer = new KernelWriter({ ...options, nodes: [...eliminate.nodes, ...moved] });
  const { code, memory } = writer;
  const position = (which: number): number => memory.rewiringPosition(rule.id, which);
  const out = code.local(valueType.i32);
  const count = code.local(valueType.i32);
  const call = code.local(valueType.i32);
  const draws = new AttemptDraws(writer, rule, call);
  const walk: Walk = {
    rule,
    writer,
    plan: options.plan,
    ranges: options.ranges,
    out,
    count,
    draws,
    search: new PairSearch(writer, rule.store),
    results: { eliminate: eliminate.result, form: eliminate.nodes.length + form.result },
  };
  return writer.finish(() => {
    code.get(memory.word(position(rewiringWord.decisions)));
    code.set(out);
    assign(code, count, 0);
    assign(code, call, 0);
    countUp(code, call, 1, Math.ceil(rule.attempts / ATTEMPTS_PER_CALL), () => {
      const [first, second] = [draws.words(0), draws.words(1)];
      const pairs = rule.draw.of === 'pairs' ? first.map((word, n) => begun(walk, word, second[n]!)) : [];
      first.forEach((word, n) => {
        const one = (): void => {
          if (rule.draw.of === 'pairs') pair(walk, pairs[n]!);
          else slot(walk, rule.draw.perPost, word, second[n]!, n);
        };
        if (rule.attempts % ATTEMPTS_PER_CALL === 0) return one();
        // The last call may have more words than there are attempts left.
        code.get(call);
        code.i32(ATTEMPTS_PER_CALL);
        code.op(i32.mul);
        code.i32(n);
        code.op(i32.add);
        code.i32(rule.attempts);
        code.op(i32.ltU);
        code.if(one);
      });
    });
    new EditInPlace(writer, rule).write(memory.word(position(rewiringWord.decisions)), count);
    code.get(CONTEXT, count);
    code.access(i32.store, 4 * position(rewiringWord.count));
  });
}

interface Walk {
  /** Where threads share a network: the neurons of this thread by population. */
  readonly ranges: readonly Range[] | undefined;
  readonly rule: AttemptsPlan;
  readonly writer: KernelWriter;
  readonly plan: Plan;
  readonly draws: AttemptDraws;
  readonly search: PairSearch;
  /** Address of the next decision. */
  readonly out: Local;
  /** Number of decisions. */
  readonly count: Local;
  /** Positions of the truth values. */
  readonly results: { readonly eliminate: number; readonly form: number };
}

const shifted = (node: Node, by: number): Node =>
  'args' in node ? { ...node, args: node.args.map((a) => a + by) } : node;

const sizeOf = ({ plan, rule }: Walk, end: 'pre' | 'post'): number =>
  plan.populations[plan.stores[rule.store]![end]]!.size;

/** A pair whose row has begun to be loaded. */
interface BegunPair {
  readonly preWord: Local;
  readonly postWord: Local;
  readonly from: Local;
  readonly to: Local;
  readonly row: RowBegun;
}

/** Begins several attempts before the first goes on: rows lie anywhere, and their way to the processor is most of the work. */
function begun(walk: Walk, preWord: Local, postWord: Local): BegunPair {
  const { draws, search } = walk;
  const from = draws.scaled(preWord, sizeOf(walk, 'pre'));
  const to = draws.scaled(postWord, sizeOf(walk, 'post'));
  return { preWord, postWord, from, to, row: search.begin(from) };
}

/** An attempt at any pair: nothing happens if a number is rejected or the pair may not get a synapse. */
function pair(walk: Walk, { preWord, postWord, from, to, row }: BegunPair): void {
  const { writer, draws, search } = walk;
  const { code } = writer;
  code.block((done) => {
    const leave = (): void => code.br(done);
    leaveOthers(walk, to, leave);
    draws.leaveRejected(preWord, sizeOf(walk, 'pre'), leave);
    draws.leaveRejected(postWord, sizeOf(walk, 'post'), leave);
    const { slot, found } = search.find(row, to);
    code.get(found);
    code.if(() => eliminates(walk, from, to, slot));
    code.get(found);
    code.op(i32.eqz);
    code.if(() => {
      leaveAutapse(walk, from, to, leave);
      forms(walk, from, to);
    });
  });
}

/** An attempt at a slot of a postsynaptic neuron: the synapse in it, or a partner for it. */
function slot(walk: Walk, perPost: number, postWord: Local, slotWord: Local, n: number): void {
  const { writer, draws, search, rule } = walk;
  const { code, memory } = writer;
  code.block((done) => {
    const leave = (): void => code.br(done);
    const to = draws.below(postWord, sizeOf(walk, 'post'), leave);
    leaveOthers(walk, to, leave);
    const place = draws.below(slotWord, perPost, leave);
    code.get(place, search.wordOf(storeWord.columnLength, to));
    code.op(i32.ltU);
    code.if(() => {
      const { pre, slot: at } = search.inColumn(to, place);
      eliminates(walk, pre, to, at);
      leave();
    });
    const word = draws.words(2)[n]!;
    const { spikedWithin } = rule.draw as Extract<AttemptsPlan['draw'], { of: 'slots' }>;
    const from =
      spikedWithin === undefined
        ? draws.below(word, sizeOf(walk, 'pre'), leave)
        : draws.spiked(word, memory, spikedWithin, leave);
    leaveAutapse(walk, from, to, leave);
    code.get(search.find(search.begin(from), to).found);
    code.brIf(done);
    forms(walk, from, to);
  });
}

/** Where threads share a network, each decides about the synapses onto its neurons. */
function leaveOthers({ ranges, plan, rule, writer: { code } }: Walk, to: Local, leave: () => void): void {
  if (!ranges) return;
  const { from, to: end } = ranges[plan.stores[rule.store]!.post]!;
  code.get(to);
  code.i32(from);
  code.op(i32.sub);
  code.i32(end - from);
  code.op(i32.geU);
  code.if(leave);
}

function leaveAutapse({ plan, rule, writer: { code } }: Walk, from: Local, to: Local, leave: () => void): void {
  const { pre, post, autapses } = plan.stores[rule.store]!;
  if (pre !== post || autapses) return;
  code.get(from, to);
  code.op(i32.eq);
  code.if(leave);
}

function eliminates(walk: Walk, from: Local, to: Local, slot: Local): void {
  const { code } = walk.writer;
  code.get(walk.search.wordOf(storeWord.rowStart, from), slot);
  code.op(i32.add);
  code.i32(2);
  code.op(i32.shl);
  const synapse = code.take(valueType.i32);
  decide(walk, walk.results.eliminate, from, to, synapse, () => note(walk, from, slot, 0, to));
}

const forms = (walk: Walk, from: Local, to: Local): void =>
  decide(walk, walk.results.form, from, to, undefined, () => note(walk, from, to, 1, to));

function decide(
  { writer }: Walk,
  node: number,
  from: Local,
  to: Local,
  synapse: Local | undefined,
  holds: () => void,
): void {
  const { code } = writer;
  const offset = (number: Local): Local => {
    code.get(number);
    code.i32(2);
    code.op(i32.shl);
    return code.take(valueType.i32);
  };
  const frame = new Frame({
    level: level.element,
    lanes: writer.lanes(1),
    parent: writer.call,
    places: {
      pre: { kind: 'contiguous', offset: offset(from), shift: 0 },
      post: { kind: 'contiguous', offset: offset(to), shift: 0 },
      ...(synapse === undefined ? {} : { synapse: { kind: 'contiguous', offset: synapse, shift: 0 } }),
    },
  });
  decideAs(writer, node, frame, holds);
}

/**
 * Runs `holds` where a truth value holds. A draw below a probability is not drawn where that is at most 0 or at least 1, as it is for
 * most pairs: drawing it would take a third of an attempt.
 */
function decideAs(writer: KernelWriter, node: number, frame: Frame, holds: () => void): void {
  const { code, source } = writer;
  const spec = source.nodes[node]!;
  const append = (truth: Local): void => {
    code.append(frame.segment);
    code.get(truth);
    code.if(holds);
  };
  if (spec.op !== 'lt' || source.nodes[spec.args[0]!]!.op !== 'uniform') return append(writer.value(node, frame));
  const probability = writer.value(spec.args[1]!, frame);
  code.append(frame.segment);
  code.get(probability);
  code.f32(0);
  code.op(f32.gt);
  code.if(() => {
    const inner = new Frame({
      level: level.element,
      lanes: writer.lanes(1),
      parent: writer.call,
      places: frame.places,
    });
    const drawn = writer.value(spec.args[0]!, inner);
    code.append(inner.segment);
    code.get(drawn, probability);
    code.op(f32.lt);
    code.if(holds);
  });
}

function note({ writer: { code }, out, count }: Walk, pre: Local, other: Local, comes: number, post: Local): void {
  code.get(out, pre);
  code.access(i32.store);
  code.get(out, other);
  code.access(i32.store, 4);
  code.get(out);
  code.i32(comes);
  code.access(i32.store, 8);
  code.get(out, post);
  code.access(i32.store, 12);
  advance(code, out, 4 * DECISION_WORDS);
  advance(code, count, 1);
}
