import type { Events } from './event-dataset.ts';

/**
 * Sorts events by time, those of equal times by unit.
 *
 * @param events - in any order
 * @returns the same object if they were in order
 * @internal
 */
export function sortEvents(events: Events): Events {
  const { times, units } = events;
  let [ordered, tied] = [true, false];
  for (let k = 1; k < times.length && ordered; k++) {
    if (times[k - 1] > times[k]) ordered = false;
    else if (times[k - 1] === times[k] && units[k - 1] > units[k]) tied = true;
  }
  if (!ordered) return sortAll(events);
  return tied ? { times, units: sortTies(events) } : events;
}

function sortAll({ times, units }: Events): Events {
  const order = Uint32Array.from(times.keys()).sort((a, b) => times[a] - times[b] || units[a] - units[b]);
  const sorted = { times: new Float64Array(order.length), units: new Uint32Array(order.length) };
  for (let k = 0; k < order.length; k++) {
    sorted.times[k] = times[order[k]];
    sorted.units[k] = units[order[k]];
  }
  return sorted;
}

/** Units in the order of times that are sorted: what a file gives, where only events of the same microsecond are out of order. */
function sortTies({ times, units }: Events): Uint32Array {
  const sorted = units.slice();
  for (let start = 0; start < times.length;) {
    let end = start + 1;
    while (end < times.length && times[end] === times[start]) end++;
    if (end - start > FEW) sorted.subarray(start, end).sort();
    else if (end - start > 1) insert(sorted, start, end);
    start = end;
  }
  return sorted;
}

// Up to so many, a loop is faster than a call of sort; times of half precision tie by the handful.
const FEW = 32;

/** Sorts a part by insertion. */
function insert(units: Uint32Array, start: number, end: number): void {
  for (let k = start + 1; k < end; k++) {
    const unit = units[k];
    let place = k;
    for (; place > start && units[place - 1] > unit; place--) units[place] = units[place - 1];
    units[place] = unit;
  }
}
