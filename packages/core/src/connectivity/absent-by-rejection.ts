import { REJECTED, uniformBelow } from '../random/uniform-below.ts';
import type { FullAbsentQuestion } from './absent-question.ts';
import { groupByKey } from './group.ts';
import { RowPresence } from './row-presence.ts';
import type { Pairs } from './rows.ts';

/**
 * Draws unconnected pairs by trial: attempt t draws a row and a column; the pair is dropped if it is taken or was drawn
 * before. Attempts are numbered through, so the result is that of one attempt after the other; working in rounds of
 * the missing number, and by rows within a round, only saves time.
 *
 * @param question - which pairs, and how many; at least half of all pairs must stay free
 */
export function absentByRejection(question: FullAbsentQuestion): Pairs {
  const { rows, remove, count, draws, autapses, forbidden } = question;
  const { preSize, postSize } = rows;
  const accepted = { pre: new Uint32Array(count), post: new Uint32Array(count) };
  const acceptedInRow = new Map<number, number[]>();
  const present = new RowPresence(rows, remove);
  let found = 0;
  for (let attempt = 0; found < count;) {
    const pre: number[] = [];
    const post: number[] = [];
    for (const end = attempt + count - found; attempt < end; attempt++) {
      const row = uniformBelow(preSize, draws(attempt, 0));
      const column = uniformBelow(postSize, draws(attempt, 1));
      if (row === REJECTED || column === REJECTED || (row === column && !autapses)) continue;
      pre.push(row);
      post.push(column);
    }
    const free = new Uint8Array(pre.length);
    for (const [row, members] of groupByKey(pre)) {
      present.load(row);
      if (forbidden) present.addAll(forbidden, row);
      for (const column of acceptedInRow.get(row) ?? []) present.add(column);
      for (const i of members) free[i] = present.add(post[i]) ? 1 : 0;
    }
    for (let i = 0; i < pre.length; i++) {
      if (!free[i]) continue;
      accepted.pre[found] = pre[i];
      accepted.post[found++] = post[i];
      const row = acceptedInRow.get(pre[i]);
      if (row) row.push(post[i]);
      else acceptedInRow.set(pre[i], [post[i]]);
    }
  }
  return accepted;
}
