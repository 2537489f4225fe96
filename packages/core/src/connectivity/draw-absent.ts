import { absentByRank } from './absent-by-rank.ts';
import { absentByRejection } from './absent-by-rejection.ts';
import type { AbsentQuestion } from './absent-question.ts';
import { noRemovals } from './removals.ts';
import type { Pairs } from './rows.ts';

/**
 * Draws distinct unconnected pairs, each set of them equally likely, in the order in which they were drawn.
 *
 * While at least half of all pairs stay free, attempts draw a pair each and those that are taken are dropped, so a pair
 * costs two attempts at most on average; beyond, ranks among the free pairs are drawn. The choice rests on counts and
 * all decisions on integers, so every backend draws the same pairs. Costs the touched rows and the attempts; beyond half,
 * one look at each row.
 *
 * @param question - which pairs, and how many
 */
export function drawAbsent(question: AbsentQuestion): Pairs {
  const full = { ...question, remove: question.remove ?? noRemovals };
  const { rows, remove, count, autapses, forbidden } = full;
  const { preSize, postSize } = rows;
  if (count === 0) return { pre: new Uint32Array(0), post: new Uint32Array(0) };
  // Pairs that are taken for two reasons are counted twice: this only moves the border between the two ways.
  const taken = rows.count - remove.pre.length + (forbidden?.count ?? 0) + (autapses ? 0 : Math.min(preSize, postSize));
  return 2 * (taken + count) <= preSize * postSize ? absentByRejection(full) : absentByRank(full);
}
