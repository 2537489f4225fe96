import { philoxFunctions } from '../philox.ts';

/** WGSL functions that draw whole numbers as core's `elementWords` and `uniformBelow` do; a rejected draw is NOWHERE. */
export const drawFunctions: string = `${philoxFunctions}

fn word(attempt: u32, counter: u32) -> u32 {
return philox(P.key0, P.key1, vec4<u32>(attempt >> 2u, 0u, P.step, counter))[attempt & 3u];
}

fn below(limit: u32, bits: u32) -> u32 {
let low = bits * limit;
if (low < limit && low < (0u - limit) % limit) { return NOWHERE; }
return multiplyHigh(bits, limit);
}`;

/** WGSL functions about pairs that are taken: by synapses that stay, by probes, or because they would connect a neuron to itself. */
export const takenFunctions: string = `fn hasSynapse(pre: u32, post: u32) -> bool {
let end = topology[P.rowStarts + pre + 1u];
for (var k = topology[P.rowStarts + pre]; k < end; k++) {
if (topology[P.post + k] == post) { return at(P.goes + k) == 0u; }
}
return false;
}

fn hasProbe(pre: u32, post: u32) -> bool {
if (P.forbids == 0u) { return false; }
let end = topology[P.probeStarts + pre + 1u];
for (var k = topology[P.probeStarts + pre]; k < end; k++) { if (topology[P.probePost + k] == post) { return true; } }
return false;
}

fn isRuledOut(pre: u32, post: u32) -> bool { return P.ruledOut > 0u && pre == post; }`;

/**
 * Places of a hash table of the working memory, for as many entries as births may need; half of them stay free.
 *
 * @param births - how many births may be missing
 */
export const tableSize = (births: number): number => 2 ** Math.ceil(Math.log2(4 * births + TABLE_SPARE));

/** Least places of the table. */
const TABLE_SPARE = 1024;

/** WGSL function: places of the table that are in use, a power of two. */
export const tableFunctions: string = `fn tableSize() -> u32 {
var size = ${TABLE_SPARE}u;
while (size < 4u * (told(NEED) - told(BEST)) + ${TABLE_SPARE}u) { size *= 2u; }
return size;
}

fn scattered(a: u32, b: u32) -> u32 {
var h = (a * 0x9e3779b1u) ^ (b * 0x85ebca77u);
h = (h ^ (h >> 15u)) * 0x2c1b3c6du;
return h ^ (h >> 13u);
}`;
