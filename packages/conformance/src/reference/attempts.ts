import { elementWords, REJECTED, uniformBelow, type AttemptsPlan, type Recorded } from '@growcone/core';
import type { Machine } from './machine.ts';
import type { Cursor } from './moment.ts';
import type { Bound, Decided } from './rewiring.ts';

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
  const { preSize, postSize, spec } = table;
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
    const gone: { pre: number; slot: number }[] = [];
    const births = { pre: [] as number[], post: [] as number[] };
    for (let attempt = 0; attempt < rule.pairs; attempt++) {
      const pre = uniformBelow(preSize, draws(attempt, 0));
      const post = uniformBelow(postSize, draws(attempt, 1));
      const pair = pre * postSize + post;
      if (pre === REJECTED || post === REJECTED || seen.has(pair)) continue;
      seen.add(pair);
      if (pre === post && spec.pre === spec.post && !spec.autapses) continue;
      const [start, end] = [table.rowStarts[pre], table.rowStarts[pre + 1]];
      const slot = table.post.subarray(start, end).indexOf(post);
      Object.assign(cursor, { pre, post, synapse: start + slot });
      if (slot >= 0) {
        if (holds(eliminate)) gone.push({ pre, slot });
      } else if (holds(form)) {
        births.pre.push(pre);
        births.post.push(post);
      }
    }
    gone.sort((a, b) => a.pre - b.pre || a.slot - b.slot);
    return {
      remove: { pre: Uint32Array.from(gone, (g) => g.pre), slot: Uint32Array.from(gone, (g) => g.slot) },
      births: { pre: Uint32Array.from(births.pre), post: Uint32Array.from(births.post) },
    };
  };
}
