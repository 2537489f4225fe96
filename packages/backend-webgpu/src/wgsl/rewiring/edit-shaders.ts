import type { Shader } from '../shader.ts';
import { rewiringShader } from './rewiring-shader.ts';
import { sortFunctions } from './sort.ts';

/** A rewiring that has failed removes nothing and adds nothing. */
const decided = `fn failed() -> bool { return told(FAULT) != 0u; }
fn stays(synapse: u32) -> bool { return failed() || at(P.goes + synapse) == 0u; }`;

const born = `fn failed() -> bool { return told(FAULT) != 0u; }
fn bornCount() -> u32 { return select(topology[P.bornCount], 0u, failed()); }`;

/** Counts the births of each row and of each column. */
export const countBirths: Shader = rewiringShader({
  name: 'rewiring: births by row and column',
  atomic: true,
  functions: born,
  main: `let count = bornCount();
for (var b = lane; b < count; b += lanes) {
atomicAdd(&scratch[P.rowBorn + topology[P.bornPre + b]], 1u);
atomicAdd(&scratch[P.columnBorn + topology[P.bornPost + b]], 1u);
}`,
});

/** Lengths of rows and columns after the edit: a lane each. */
export const countStretches: Shader = rewiringShader({
  name: 'rewiring: lengths of rows and columns',
  functions: decided,
  main: `for (var i = lane; i < P.preSize + P.postSize; i += lanes) {
if (i < P.preSize) {
var length = at(P.rowBorn + i);
let end = topology[P.rowStarts + i + 1u];
for (var k = topology[P.rowStarts + i]; k < end; k++) { length += select(0u, 1u, stays(k)); }
put(P.newRows + i, length);
} else {
let column = i - P.preSize;
var length = at(P.columnBorn + column);
let end = topology[P.columns + column + 1u];
for (var k = topology[P.columns + column]; k < end; k++) { length += select(0u, 1u, stays(topology[P.order + k])); }
put(P.newColumns + column, length);
}
}`,
});

/** Lists births by row and by column, in any order; the place of the first birth of a row moves behind its last. */
export const listBirths: Shader = rewiringShader({
  name: 'rewiring: lists of births',
  atomic: true,
  functions: born,
  main: `let count = bornCount();
for (var b = lane; b < count; b += lanes) {
put(P.rowList + atomicAdd(&scratch[P.rowFirst + topology[P.bornPre + b]], 1u), b);
put(P.columnList + atomicAdd(&scratch[P.columnFirst + topology[P.bornPost + b]], 1u), b);
}`,
});

/**
 * Writes where each synapse comes from and goes to: a lane per row, which does what core's growable rows do. Removals from the highest slot
 * down, each hole filled by the last synapse; then births, in their order or by their postsynaptic neuron.
 */
export const editRows: Shader = rewiringShader({
  name: 'rewiring: rows',
  functions: `${decided}\n${sortFunctions('return select(a < b, topology[P.bornPost + a] < topology[P.bornPost + b], P.byPost == 1u);')}`,
  main: `for (var row = lane; row < P.preSize; row += lanes) {
let first = topology[P.rowStarts + row];
let size = topology[P.rowStarts + row + 1u] - first;
// The row as it is, then as it is becoming, then where its synapses went.
let mine = P.moved + first;
for (var k = 0u; k < size; k++) { put(mine + k, first + k); }
var length = size;
for (var k = size; k > 0u; k--) {
if (stays(first + k - 1u)) { continue; }
length--;
put(mine + k - 1u, at(mine + length));
}
let begin = at(P.newRows + row);
for (var k = 0u; k < length; k++) { put(P.origin + begin + k, at(mine + k)); }
for (var k = 0u; k < size; k++) { put(mine + k, NOWHERE); }
for (var k = begin; k < begin + length; k++) { put(P.moved + at(P.origin + k), k); }
let births = at(P.rowBorn + row);
let list = P.rowList + at(P.rowFirst + row) - births;
sortList(list, births);
for (var k = 0u; k < births; k++) {
let b = at(list + k);
put(P.origin + begin + length + k, BORN | b);
put(P.bornAt + b, begin + length + k);
}
}`,
});

/** Writes the synapses of each column in ascending order of their presynaptic neurons, of which old and new ones are: a lane per column. */
export const editColumns: Shader = rewiringShader({
  name: 'rewiring: columns',
  functions: sortFunctions('return topology[P.bornPre + a] < topology[P.bornPre + b];'),
  main: `for (var column = lane; column < P.postSize; column += lanes) {
let births = at(P.columnBorn + column);
var next = P.columnList + at(P.columnFirst + column) - births;
let last = next + births;
sortList(next, births);
var to = P.newOrder + at(P.newColumns + column);
let end = topology[P.columns + column + 1u];
for (var k = topology[P.columns + column]; k < end; k++) {
let old = topology[P.order + k];
let now = at(P.moved + old);
if (now == NOWHERE) { continue; }
while (next < last && topology[P.bornPre + at(next)] < topology[P.pre + old]) {
put(to, at(P.bornAt + at(next)));
next++;
to++;
}
put(to, now);
to++;
}
for (; next < last; next++) {
put(to, at(P.bornAt + at(next)));
to++;
}
}`,
});

/**
 * Writes the synapses of each column in the order of their offsets, which rules that address them so see: removals from the highest offset
 * down, each hole filled by the last, then births by their presynaptic neuron. A lane per column; births are sorted already.
 */
export const editOffsets: Shader = rewiringShader({
  name: 'rewiring: offsets in columns',
  main: `for (var column = lane; column < P.postSize; column += lanes) {
let first = topology[P.columns + column];
let size = topology[P.columns + column + 1u] - first;
let held = P.held + first;
for (var k = 0u; k < size; k++) { put(held + k, at(P.moved + topology[P.byOffset + first + k])); }
var length = size;
for (var k = size; k > 0u; k--) {
if (at(held + k - 1u) != NOWHERE) { continue; }
length--;
put(held + k - 1u, at(held + length));
}
let to = P.newByOffset + at(P.newColumns + column);
for (var k = 0u; k < length; k++) { put(to + k, at(held + k)); }
let births = at(P.columnBorn + column);
let list = P.columnList + at(P.columnFirst + column) - births;
for (var k = 0u; k < births; k++) { put(to + length + k, at(P.bornAt + at(list + k))); }
}`,
});

/** Writes both ends of every synapse, and how many there are. */
export const writeEnds: Shader = rewiringShader({
  name: 'rewiring: ends of synapses',
  main: `let count = at(P.newRows + P.preSize);
if (lane == 0u) { tell(COUNT, count); }
for (var k = lane; k < count; k += lanes) {
let source = at(P.origin + k);
let b = source & ~BORN;
if (source >= BORN) {
put(P.newPre + k, topology[P.bornPre + b]);
put(P.newPost + k, topology[P.bornPost + b]);
} else {
put(P.newPre + k, topology[P.pre + source]);
put(P.newPost + k, topology[P.post + source]);
}
}`,
});

/** Brings the values of a variable to their new places; a birth has a value of its own or that of all. */
export const carryValues: Shader = rewiringShader({
  name: 'rewiring: values of synapses',
  main: `let count = at(P.newRows + P.preSize);
for (var k = lane; k < count; k += lanes) {
let source = at(P.origin + k);
if (source < BORN) {
put(P.carried + k, bitcast<u32>(fixed[P.values + source]));
} else if (P.bornValues == NOWHERE) {
put(P.carried + k, P.birth);
} else {
put(P.carried + k, bitcast<u32>(fixed[P.bornValues + (source & ~BORN)]));
}
}`,
});
