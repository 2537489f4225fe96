import type { Shader } from '../shader.ts';
import { rewiringShader } from './rewiring-shader.ts';

/** Where no rank decides, all synapses go that may. */
export const chooseAll: Shader = rewiringShader({
  name: 'rewiring: what goes',
  main: `let count = topology[P.rowStarts + P.preSize];
for (var i = lane; i < count; i += lanes) { put(P.chosen + i, select(0u, 1u, fixed[P.flags + i] != 0.0f)); }`,
});

/** Whole numbers in the order of the values; both zeros are one. */
const orderedKey = `fn orderedKey(value: f32) -> u32 {
let bits = bitcast<u32>(value);
if (bits == 0x80000000u) { return bits; }
return select(bits | 0x80000000u, ~bits, bits >= 0x80000000u);
}`;

/** Keys of the synapses that may go, the lowest first; one whose rank is infinite stays, and one that is no number is noted. */
export const synapseKeys: Shader = rewiringShader({
  name: 'rewiring: keys of synapses',
  atomic: true,
  functions: orderedKey,
  main: `let count = topology[P.rowStarts + P.preSize];
for (var i = lane; i < count; i += lanes) {
let rank = fixed[P.ranks + i];
let size = bitcast<u32>(rank) & 0x7fffffffu;
let may = fixed[P.flags + i] != 0.0f;
if (may && size > 0x7f800000u) { atomicMax(&scratch[P.report + BAD], ~i); }
let stays = !may || size > 0x7f800000u || bitcast<u32>(rank) == 0x7f800000u;
put(P.keys + i, select(orderedKey(rank), NOWHERE, stays));
}`,
});

/** Keys of probes, the highest first; one whose rank is not finite is noted. */
export const probeKeys: Shader = rewiringShader({
  name: 'rewiring: keys of probes',
  atomic: true,
  functions: orderedKey,
  main: `let count = topology[P.rowStarts + P.preSize];
for (var i = lane; i < count; i += lanes) {
let rank = fixed[P.ranks + i];
if ((bitcast<u32>(rank) & 0x7f800000u) == 0x7f800000u) { atomicMax(&scratch[P.report + BAD_PROBE], ~i); }
put(P.keys + i, ~orderedKey(rank));
}`,
});

/** Counts what was chosen of each row: a lane per row. */
export const countChosen: Shader = rewiringShader({
  name: 'rewiring: what was chosen, by row',
  main: `for (var row = lane; row < P.preSize; row += lanes) {
var count = 0u;
let end = topology[P.rowStarts + row + 1u];
for (var k = topology[P.rowStarts + row]; k < end; k++) { count += at(P.chosen + k); }
put(P.chosenFirst + row, count);
}`,
});

/** Says how many synapses go and how many are to come. */
export const decideCounts: Shader = rewiringShader({
  name: 'rewiring: how many',
  lanes: 1,
  main: `let bad = told(BAD);
if (bad != 0u) {
tell(FAULT, FAULT_RANK);
tell(DETAIL, topology[P.pre + ~bad]);
tell(DETAIL + 1u, topology[P.post + ~bad]);
tell(DETAIL + 2u, bitcast<u32>(fixed[P.ranks + ~bad]));
}
let removed = at(P.chosenFirst + P.preSize);
let left = topology[P.rowStarts + P.preSize] - removed;
let need = select(max(P.total, left) - left, removed, P.replace == 1u);
let failed = told(FAULT) != 0u;
tell(REMOVED, select(removed, 0u, failed));
tell(NEED, select(need, 0u, failed));
tell(BEST, 0u);`,
});

/** Of probes: as many are to come as are wanted or as there are absent pairs. */
export const decideProbes: Shader = rewiringShader({
  name: 'rewiring: how many probes',
  lanes: 1,
  main: `let taken = topology[P.rowStarts + P.preSize] + P.ruledOut - told(OWN);
tell(NEED, min(P.wanted, P.pairs - min(P.pairs, taken)));`,
});

/** Counts synapses of neurons with themselves. */
export const countOwn: Shader = rewiringShader({
  name: 'rewiring: neurons connected to themselves',
  atomic: true,
  main: `for (var row = lane; row < min(P.preSize, P.postSize); row += lanes) {
let end = topology[P.rowStarts + row + 1u];
for (var k = topology[P.rowStarts + row]; k < end; k++) {
if (topology[P.post + k] == row) { atomicAdd(&scratch[P.report + OWN], 1u); }
}
}`,
});

/** Says how the missing births are drawn, by the same counts as core, and opens the list of births. */
export const decideWay: Shader = rewiringShader({
  name: 'rewiring: how to draw',
  lanes: 1,
  main: `let bad = told(BAD_PROBE);
if (bad != 0u && told(FAULT) == 0u) {
tell(FAULT, FAULT_PROBE_RANK);
tell(DETAIL, topology[P.probePre + ~bad]);
tell(DETAIL + 1u, topology[P.probePost + ~bad]);
tell(DETAIL + 2u, bitcast<u32>(fixed[P.probeRanks + ~bad]));
tell(REMOVED, 0u);
tell(NEED, 0u);
tell(BEST, 0u);
}
var forbidden = 0u;
if (P.forbids == 1u) { forbidden = topology[P.probeStarts + P.preSize]; }
let missing = told(NEED) - told(BEST);
let taken = topology[P.rowStarts + P.preSize] - told(REMOVED) + forbidden + P.ruledOut;
tell(WAY, select(select(2u, 1u, taken + missing <= P.halfOfPairs), 0u, missing == 0u));
topology[P.bornCount] = told(NEED);
for (var k = 0u; k < P.birthKernels; k++) { faults[P.faults + k] = NOWHERE; }`,
});

/** Notes a value of a new synapse that is not finite. */
export const checkBirths: Shader = rewiringShader({
  name: 'rewiring: whether values are finite',
  lanes: 1,
  main: `let bad = faults[P.faults];
if (bad != NOWHERE && told(FAULT) == 0u) {
tell(FAULT, FAULT_BIRTH);
tell(DETAIL, topology[P.bornPre + bad]);
tell(DETAIL + 1u, topology[P.bornPost + bad]);
tell(DETAIL + 2u, bitcast<u32>(fixed[P.values + bad]));
tell(DETAIL + 3u, P.kernel);
tell(REMOVED, 0u);
}`,
});
