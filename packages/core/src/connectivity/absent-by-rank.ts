import type { ElementWords } from '../random/words.ts';
import { REJECTED, uniformBelow } from '../random/uniform-below.ts';
import { type FullAbsentQuestion, TooFewAbsentPairsError } from './absent-question.ts';
import { RowPresence } from './row-presence.ts';
import type { Pairs } from './rows.ts';

/**
 * Draws unconnected pairs by their rank among the free ones in the order of (pre, post): right at any fill, up to the
 * last free pair.
 *
 * @param question - which pairs, and how many
 */
export function absentByRank(question: FullAbsentQuestion): Pairs {
  const { rows, remove, count, draws, autapses, forbidden } = question;
  const { preSize, postSize } = rows;
  const present = new RowPresence(rows, remove);
  const turnTo = (row: number): void => {
    present.load(row);
    if (forbidden) present.addAll(forbidden, row);
    if (!autapses && row < postSize) present.add(row);
  };
  const freeInRow = (row: number): number => {
    if (autapses && !forbidden) return postSize - rows.rowLength(row) + present.removals(row);
    turnTo(row);
    let free = 0;
    for (let post = 0; post < postSize; post++) if (!present.has(post)) free++;
    return free;
  };

  // firstRank[row] is the rank of the first free pair of a row.
  const firstRank = new Float64Array(preSize + 1);
  for (let row = 0; row < preSize; row++) firstRank[row + 1] = firstRank[row] + freeInRow(row);
  const available = firstRank[preSize];
  if (count > available) throw new TooFewAbsentPairsError(count, available, preSize, postSize);

  const ranks = distinctBelow(available, count, draws);
  const order = Uint32Array.from(ranks.keys()).sort((a, b) => ranks[a] - ranks[b]);
  const pairs = { pre: new Uint32Array(count), post: new Uint32Array(count) };
  let at = 0;
  for (let row = 0; row < preSize && at < count; row++) {
    if (ranks[order[at]] >= firstRank[row + 1]) continue;
    turnTo(row);
    let rank = firstRank[row];
    for (let post = 0; post < postSize; post++) {
      if (present.has(post)) continue;
      if (at < count && ranks[order[at]] === rank) {
        pairs.pre[order[at]] = row;
        pairs.post[order[at++]] = post;
      }
      rank++;
    }
  }
  return pairs;
}

/**
 * Distinct integers below a limit, in the order drawn: the first steps of a Fisher-Yates shuffle that stores only what it
 * has moved. Integer i uses the next attempts until one is not rejected. Free pairs number below 2^32 here, because
 * the taken ones, at least as many, fit in memory.
 */
function distinctBelow(limit: number, count: number, draws: ElementWords): Uint32Array {
  const moved = new Map<number, number>();
  const drawn = new Uint32Array(count);
  let attempt = 0;
  for (let i = 0; i < count; i++) {
    let offset = REJECTED;
    while (offset === REJECTED) offset = uniformBelow(limit - i, draws(attempt++, 0));
    const j = i + offset;
    drawn[i] = moved.get(j) ?? j;
    moved.set(j, moved.get(i) ?? i);
  }
  return drawn;
}
