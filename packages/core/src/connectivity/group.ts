/**
 * Positions of a list by their key, keys in the order of their first appearance, positions ascending: takes time and
 * memory for the list only, however many keys could occur.
 *
 * @param keys - the key of each position
 */
export function groupByKey(keys: ArrayLike<number>): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (let i = 0; i < keys.length; i++) {
    const group = groups.get(keys[i]);
    if (group) group.push(i);
    else groups.set(keys[i], [i]);
  }
  return groups;
}
