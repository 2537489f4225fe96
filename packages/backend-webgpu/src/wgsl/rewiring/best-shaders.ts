import type { Shader } from '../shader.ts';
import { rewiringShader } from './rewiring-shader.ts';
import { sortFunctions } from './sort.ts';

/** Probes that a lane sorts by itself. */
const BLOCK = 64;

/** By key, equal ones by position. */
const before = `let x = at(P.keys + a);
let y = at(P.keys + b);
return x < y || (x == y && a < b);`;

/** Lists the chosen probes in the order of (pre, post): a lane per row. */
export const listBest: Shader = rewiringShader({
  name: 'rewiring: chosen probes',
  main: `if (lane == 0u) { tell(BEST, at(P.chosenFirst + P.preSize)); }
for (var row = lane; row < P.preSize; row += lanes) {
var to = P.best + at(P.chosenFirst + row);
let end = topology[P.rowStarts + row + 1u];
for (var k = topology[P.rowStarts + row]; k < end; k++) {
if (at(P.chosen + k) == 0u) { continue; }
put(to, k);
to++;
}
}`,
});

/** Sorts blocks of the chosen probes by their keys. */
export const sortBest: Shader = rewiringShader({
  name: 'rewiring: order of probes within blocks',
  functions: sortFunctions(before),
  main: `let count = told(BEST);
for (var first = lane * ${BLOCK}u; first < count; first += lanes * ${BLOCK}u) {
sortList(P.best + first, min(${BLOCK}u, count - first));
}`,
});

/** Makes births of the chosen probes in the order of their keys: the place of each is the number of those that come before it, block by block. */
export const bearBest: Shader = rewiringShader({
  name: 'rewiring: births of probes',
  functions: `fn before(a: u32, b: u32) -> bool {
${before}
}

fn numberBefore(probe: u32, first: u32, size: u32) -> u32 {
var low = 0u;
var high = size;
while (low < high) {
let middle = (low + high) / 2u;
if (before(at(P.best + first + middle), probe)) { low = middle + 1u; } else { high = middle; }
}
return low;
}`,
  main: `let count = told(BEST);
for (var i = lane; i < count; i += lanes) {
let probe = at(P.best + i);
var to = 0u;
for (var first = 0u; first < count; first += ${BLOCK}u) { to += numberBefore(probe, first, min(${BLOCK}u, count - first)); }
topology[P.bornPre + to] = topology[P.pre + probe];
topology[P.bornPost + to] = topology[P.post + probe];
}`,
});
