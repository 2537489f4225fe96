import {
  elementWords,
  REJECTED,
  uniformBelow,
  type AttemptDraw,
  type AttemptsPlan,
  type ElementWords,
  type Recorded,
} from '@growcone/core';
import type { Machine } from './machine.ts';
import type { Cursor } from './moment.ts';
import type { Bound, Decided } from './rewiring.ts';
import { spikesOf } from './spike-record.ts';
import type { SynapseTable } from './synapse-table.ts';

/** A pair that an attempt is about, and its slot in the row; −1 where it has no synapse. */
interface Drawn {
  readonly pre: number;
  readonly post: number;
  readonly slot: number;
}

/**
 * Binds a rewiring that draws pairs: one attempt after the other, each on the state before any edit.
 *
 * @param machine - the machine
 * @param rule - the rewiring
 * @param cursor - the pair that expressions see
 * @param bind - makes expressions ready
 */
export function bindAttempts(
  machine: Machine,
  rule: AttemptsPlan,
  cursor: Cursor,
  bind: (recorded: Recorded) => Bound,
): () => Decided {
  const { plan, moment } = machine;
  const table = machine.stores[rule.store];
  const { postSize, spec } = table;
  const autapses = spec.autapses || spec.pre !== spec.post;
  const [eliminate, form] = [bind(rule.eliminate), bind(rule.form)];
  const holds = ({ program, result }: Bound): boolean => {
    program.run();
    program.row();
    program.element();
    return program.values[result] !== 0;
  };
  return () => {
    const draws = elementWords({ key: plan.key, stream: rule.stream, step: moment.step });
    const seen = new Set<number>();
    const gone: Drawn[] = [];
    const born: Drawn[] = [];
    for (let attempt = 0; attempt < rule.attempts; attempt++) {
      const drawn =
        rule.draw.of === 'pairs' ? pairOf(table, attempt, draws) : slotOf(machine, table, rule.draw, attempt, draws);
      if (!drawn) continue;
      const { pre, post, slot } = drawn;
      const pair = pre * postSize + post;
      if (seen.has(pair)) continue;
      seen.add(pair);
      Object.assign(cursor, { pre, post, synapse: table.rowStarts[pre] + slot });
      if (slot >= 0) {
        if (holds(eliminate)) gone.push(drawn);
      } else if ((pre !== post || autapses) && holds(form)) born.push(drawn);
    }
    gone.sort((a, b) => a.pre - b.pre || a.slot - b.slot);
    const births = accepted(table, rule.caps, gone, born);
    return {
      remove: { pre: Uint32Array.from(gone, (g) => g.pre), slot: Uint32Array.from(gone, (g) => g.slot) },
      births: { pre: Uint32Array.from(births, (b) => b.pre), post: Uint32Array.from(births, (b) => b.post) },
    };
  };
}

const slotIn = ({ rowStarts, post: posts }: SynapseTable, pre: number, post: number): number =>
  posts.subarray(rowStarts[pre], rowStarts[pre + 1]).indexOf(post);

/** Any pair. */
function pairOf(table: SynapseTable, attempt: number, draws: ElementWords): Drawn | undefined {
  const pre = uniformBelow(table.preSize, draws(attempt, 0));
  const post = uniformBelow(table.postSize, draws(attempt, 1));
  if (pre === REJECTED || post === REJECTED) return undefined;
  return { pre, post, slot: slotIn(table, pre, post) };
}

/** A slot of a postsynaptic neuron: the synapse in it, or a partner that has none yet. */
function slotOf(
  machine: Machine,
  table: SynapseTable,
  draw: Extract<AttemptDraw, { of: 'slots' }>,
  attempt: number,
  draws: ElementWords,
): Drawn | undefined {
  const post = uniformBelow(table.postSize, draws(attempt, 0));
  const place = uniformBelow(draw.perPost, draws(attempt, 1));
  if (post === REJECTED || place === REJECTED) return undefined;
  const inDegree = table.post.reduce((count, p) => count + (p === post ? 1 : 0), 0);
  if (place < inDegree) {
    const at = table.post.findIndex((p, i) => p === post && table.columnOffsets?.[i] === place);
    const pre = table.pre[at];
    return { pre, post, slot: at - table.rowStarts[pre] };
  }
  const candidates = partners(machine, table, draw.spikedWithin);
  const chosen = candidates.length === 0 ? REJECTED : uniformBelow(candidates.length, draws(attempt, 2));
  if (chosen === REJECTED) return undefined;
  const pre = candidates[chosen];
  return slotIn(table, pre, post) >= 0 ? undefined : { pre, post, slot: -1 };
}

/** Neurons that may be tried for an empty slot, in ascending order. */
function partners({ spikes, moment }: Machine, table: SynapseTable, within: number | undefined): ArrayLike<number> {
  if (within === undefined) return Array.from({ length: table.preSize }, (_, n) => n);
  for (let lag = 0; lag < within; lag++) {
    const list = spikesOf(spikes[table.spec.pre], moment.step - lag, moment.step);
    if (list.length > 0) return list;
  }
  return [];
}

/** Births that leave every neuron within its cap, in order. */
function accepted(
  { pre, post }: SynapseTable,
  caps: AttemptsPlan['caps'],
  gone: readonly Drawn[],
  born: readonly Drawn[],
): readonly Drawn[] {
  const degrees = (present: Uint32Array, end: 'pre' | 'post'): Map<number, number> => {
    const counts = new Map<number, number>();
    for (const n of present) counts.set(n, (counts.get(n) ?? 0) + 1);
    for (const drawn of gone) counts.set(drawn[end], counts.get(drawn[end])! - 1);
    return counts;
  };
  const [out, into] = [degrees(pre, 'pre'), degrees(post, 'post')];
  return born.filter((drawn) => {
    const [o, i] = [out.get(drawn.pre) ?? 0, into.get(drawn.post) ?? 0];
    if (o >= (caps.pre ?? Infinity) || i >= (caps.post ?? Infinity)) return false;
    out.set(drawn.pre, o + 1);
    into.set(drawn.post, i + 1);
    return true;
  });
}
