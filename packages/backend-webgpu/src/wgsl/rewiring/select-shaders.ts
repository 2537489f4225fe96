import { GRID_LANES } from '../grid-shaders.ts';
import type { Shader } from '../shader.ts';
import { rewiringShader } from './rewiring-shader.ts';

/** Bits of a digit of a key, and digits of a key. */
const BITS = 8;
const VALUES = 2 ** BITS;

/** Shifts of the digits of a key, from the highest. */
export const digits: readonly number[] = [24, 16, 8, 0];

/** Begins a selection of the lowest keys: so many, or as many as are to be born. */
export const beginSelection: Shader = rewiringShader({
  name: 'rewiring: begin of a selection',
  lanes: 1,
  main: `tell(LEFT, select(P.most, told(NEED), P.most == NOWHERE));
tell(LAST, 0u);
tell(ALL, 0u);
for (var i = 0u; i < ${VALUES}u; i++) { put(P.digitCounts + i, 0u); }`,
});

/** Counts the digits of the keys that agree with the last key in all higher ones. */
export const countDigits: Shader = rewiringShader({
  name: 'rewiring: digits of keys',
  atomic: true,
  functions: `var<workgroup> counts: array<atomic<u32>, ${VALUES}>;`,
  main: `for (var i = local; i < ${VALUES}u; i += ${GRID_LANES}u) { atomicStore(&counts[i], 0u); }
workgroupBarrier();
let above = told(LAST);
let count = topology[P.rowStarts + P.preSize];
for (var i = lane; i < count; i += lanes) {
let key = at(P.keys + i);
if (key != NOWHERE && ((key ^ above) >> P.shift) < ${VALUES}u) { atomicAdd(&counts[(key >> P.shift) & ${VALUES - 1}u], 1u); }
}
workgroupBarrier();
for (var i = local; i < ${VALUES}u; i += ${GRID_LANES}u) {
let found = atomicLoad(&counts[i]);
if (found > 0u) { atomicAdd(&scratch[P.digitCounts + i], found); }
}`,
});

/** Finds a digit of the last key that is taken, and empties the counts for the next one. */
export const findDigit: Shader = rewiringShader({
  name: 'rewiring: digit of the last key',
  lanes: VALUES,
  functions: `var<workgroup> counts: array<u32, ${VALUES}>;`,
  main: `counts[local] = at(P.digitCounts + local);
put(P.digitCounts + local, 0u);
workgroupBarrier();
if (local == 0u && told(ALL) == 0u) {
var left = told(LEFT);
var digit = 0u;
while (digit < ${VALUES}u && left > counts[digit]) {
left -= counts[digit];
digit++;
}
// Fewer keys than are wanted: then the digits of the first round do not reach.
if (digit == ${VALUES}u) {
tell(ALL, 1u);
} else {
tell(LEFT, left);
tell(LAST, told(LAST) | (digit << P.shift));
}
}`,
});

/** Chooses what lies below the last key, and counts what equals it: a lane per row. */
export const chooseBelow: Shader = rewiringShader({
  name: 'rewiring: what lies below the last key',
  main: `let all = told(ALL) == 1u;
let last = told(LAST);
for (var row = lane; row < P.preSize; row += lanes) {
var ties = 0u;
let end = topology[P.rowStarts + row + 1u];
for (var k = topology[P.rowStarts + row]; k < end; k++) {
let key = at(P.keys + k);
put(P.chosen + k, select(0u, 1u, key != NOWHERE && (all || key < last)));
ties += select(0u, 1u, !all && key == last);
}
put(P.tieFirst + row, ties);
}`,
});

/** Chooses of what equals the last key as many as are left, in the order of (pre, post): a lane per row. */
export const chooseTies: Shader = rewiringShader({
  name: 'rewiring: what equals the last key',
  functions: `fn rankInRow(first: u32, end: u32, last: u32, post: u32) -> u32 {
var rank = 0u;
for (var k = first; k < end; k++) { rank += select(0u, 1u, at(P.keys + k) == last && topology[P.post + k] < post); }
return rank;
}`,
  main: `let last = told(LAST);
let left = told(LEFT);
for (var row = lane; row < P.preSize; row += lanes) {
let before = at(P.tieFirst + row);
let ties = at(P.tieFirst + row + 1u) - before;
if (told(ALL) == 1u || ties == 0u || before >= left) { continue; }
let first = topology[P.rowStarts + row];
let end = topology[P.rowStarts + row + 1u];
for (var k = first; k < end; k++) {
if (at(P.keys + k) != last) { continue; }
if (before + ties <= left || rankInRow(first, end, last, topology[P.post + k]) < left - before) { put(P.chosen + k, 1u); }
}
}`,
});
