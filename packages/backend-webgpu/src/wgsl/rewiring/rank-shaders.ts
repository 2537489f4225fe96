import type { Shader } from '../shader.ts';
import { drawFunctions, tableFunctions, takenFunctions } from './draw-functions.ts';
import { rewiringShader } from './rewiring-shader.ts';

const LANES = 256;

/** How many postsynaptic neurons up to one are taken in a row, each counted once. */
const freeFunctions = `${takenFunctions}

fn freeBelow(row: u32, posts: u32) -> u32 {
var taken = select(0u, 1u, P.ruledOut > 0u && row < posts);
let end = topology[P.rowStarts + row + 1u];
for (var k = topology[P.rowStarts + row]; k < end; k++) {
let post = topology[P.post + k];
taken += select(0u, 1u, post < posts && at(P.goes + k) == 0u && !isRuledOut(row, post));
}
if (P.forbids == 1u) {
let last = topology[P.probeStarts + row + 1u];
for (var k = topology[P.probeStarts + row]; k < last; k++) {
let post = topology[P.probePost + k];
if (post < posts && !hasSynapse(row, post) && !isRuledOut(row, post)) { taken++; }
}
}
return posts - taken;
}`;

/** Counts the free pairs of each row: a lane per row. */
export const countFree: Shader = rewiringShader({
  name: 'rewiring: free pairs by row',
  functions: freeFunctions,
  main: `if (told(WAY) == 2u) {
for (var row = lane; row < P.preSize; row += lanes) { put(P.freeFirst + row, freeBelow(row, P.postSize)); }
}`,
});

/** Refuses to draw more pairs than are free. */
export const checkFree: Shader = rewiringShader({
  name: 'rewiring: whether there are enough free pairs',
  lanes: 1,
  main: `let missing = told(NEED) - told(BEST);
let available = at(P.freeFirst + P.preSize);
if (told(WAY) == 2u && missing > available) {
tell(FAULT, FAULT_TOO_FEW);
tell(DETAIL, missing);
tell(DETAIL + 1u, available);
tell(REMOVED, 0u);
tell(WAY, 0u);
topology[P.bornCount] = 0u;
}`,
});

/**
 * Draws places in a shuffled list of the free pairs, of which i takes one at or behind i. A rejected attempt moves all later ones, so one
 * workgroup goes on from the first of its lanes that was rejected.
 */
export const drawPlaces: Shader = rewiringShader({
  name: 'rewiring: ranks of pairs',
  lanes: LANES,
  functions: `${drawFunctions}\n\nvar<workgroup> drawn: u32;\nvar<workgroup> more: u32;\nvar<workgroup> rejected: atomic<u32>;`,
  main: `let missing = select(0u, told(NEED) - told(BEST), told(WAY) == 2u);
let available = at(P.freeFirst + P.preSize);
if (local == 0u) {
drawn = 0u;
more = select(0u, 1u, missing > 0u);
}
var attempt = 0u;
while (workgroupUniformLoad(&more) == 1u) {
if (local == 0u) { atomicStore(&rejected, ${LANES}u); }
workgroupBarrier();
let i = drawn + local;
var offset = 0u;
if (i < missing) {
offset = below(available - i, word(attempt + local, P.draw0));
if (offset == NOWHERE) { atomicMin(&rejected, local); }
}
workgroupBarrier();
let good = atomicLoad(&rejected);
if (i < missing && local < good) { put(P.places + i, i + offset); }
attempt += min(good + 1u, ${LANES}u);
workgroupBarrier();
if (local == 0u) {
drawn += good;
more = select(0u, 1u, drawn < missing);
}
}`,
});

/** Lists those that take the same place. */
export const linkPlaces: Shader = rewiringShader({
  name: 'rewiring: who takes a place',
  atomic: true,
  functions: tableFunctions,
  main: `let missing = select(0u, told(NEED) - told(BEST), told(WAY) == 2u);
let mask = tableSize() - 1u;
for (var i = lane; i < missing; i += lanes) {
let mine = at(P.places + i);
var h = scattered(mine, 0u) & mask;
loop {
let other = at(P.table + h);
if (other != NOWHERE && at(P.places + other) != mine) {
h = (h + 1u) & mask;
continue;
}
put(P.links + i, other);
if (atomicCompareExchangeWeak(&scratch[P.table + h], other, i).exchanged) { break; }
}
}`,
});

/** Finds what lies in each place when it is taken, as a shuffle would, and the free pair of this rank. */
export const bearRanked: Shader = rewiringShader({
  name: 'rewiring: births by rank',
  functions: `${freeFunctions}

${tableFunctions}

// The last before i that took a place.
fn lastBefore(i: u32, taken: u32) -> u32 {
let mask = tableSize() - 1u;
var h = scattered(taken, 0u) & mask;
loop {
let entry = at(P.table + h);
if (entry == NOWHERE) { return NOWHERE; }
if (at(P.places + entry) == taken) { break; }
h = (h + 1u) & mask;
}
var last = NOWHERE;
for (var k = at(P.table + h); k != NOWHERE; k = at(P.links + k)) {
if (k < i && (last == NOWHERE || k > last)) { last = k; }
}
return last;
}

fn rankOf(i: u32) -> u32 {
var rank = at(P.places + i);
var by = lastBefore(i, rank);
// Who took a place left there what had lain in its own.
while (by != NOWHERE) {
rank = by;
by = lastBefore(by, rank);
}
return rank;
}`,
  main: `let best = told(BEST);
let missing = select(0u, told(NEED) - best, told(WAY) == 2u);
for (var i = lane; i < missing; i += lanes) {
let rank = rankOf(i);
var row = 0u;
var rows = P.preSize;
while (rows - row > 1u) {
let middle = (row + rows) / 2u;
if (at(P.freeFirst + middle) <= rank) { row = middle; } else { rows = middle; }
}
let wanted = rank - at(P.freeFirst + row) + 1u;
var low = 0u;
var high = P.postSize;
while (low < high) {
let middle = (low + high) / 2u;
if (freeBelow(row, middle + 1u) < wanted) { low = middle + 1u; } else { high = middle; }
}
topology[P.bornPre + best + i] = row;
topology[P.bornPost + best + i] = low;
}`,
});
