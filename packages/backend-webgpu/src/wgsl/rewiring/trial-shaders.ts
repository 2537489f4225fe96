import type { Shader } from '../shader.ts';
import { drawFunctions, tableFunctions, takenFunctions } from './draw-functions.ts';
import { rewiringShader } from './rewiring-shader.ts';

/** Lanes of the workgroup that accepts candidates, which are numbered through. */
const LANES = 256;

/** Candidates that are looked at before any is accepted: enough while at most a fifth of all pairs is taken. */
const atFirst = `fn atFirst() -> u32 {
let missing = told(NEED) - told(BEST);
return (missing + missing / 4u + ${LANES - 1}u) / ${LANES}u * ${LANES}u;
}`;

/** Room for the candidates of {@link drawCandidates}. @param births - how many births may be missing */
export const candidateRoom = (births: number): number => LANES * Math.ceil((births + births / 4) / LANES + 1);

/** Candidate k is the pair that attempt k of core draws. It claims its pair in the table, in which the first candidate of a pair stays. */
const candidates = `fn pairOf(k: u32) -> vec2<u32> {
return vec2<u32>(below(P.preSize, word(k, P.draw0)), below(P.postSize, word(k, P.draw1)));
}

fn isFree(pair: vec2<u32>) -> bool {
if (pair.x == NOWHERE || pair.y == NOWHERE) { return false; }
return !(isRuledOut(pair.x, pair.y) || hasSynapse(pair.x, pair.y) || hasProbe(pair.x, pair.y));
}

// The candidate's place in the table, or NOWHERE if its pair is taken.
fn claim(k: u32) -> u32 {
let pair = pairOf(k);
if (!isFree(pair)) { return NOWHERE; }
let mask = tableSize() - 1u;
var h = scattered(pair.x, pair.y) & mask;
loop {
let other = atomicLoad(&scratch[P.table + h]);
if (other == NOWHERE) {
let exchange = atomicCompareExchangeWeak(&scratch[P.table + h], NOWHERE, k);
if (exchange.exchanged) { return h; }
continue;
}
if (all(pairOf(other) == pair)) {
atomicMin(&scratch[P.table + h], k);
return h;
}
h = (h + 1u) & mask;
}
}`;

/** Empties the table. */
export const clearTable: Shader = rewiringShader({
  name: 'rewiring: begin of draws',
  functions: tableFunctions,
  main: `let size = tableSize();
for (var h = lane; h < size; h += lanes) { put(P.table + h, NOWHERE); }`,
});

/** Draws the first candidates, and finds a place for each whose pair is free. */
export const drawCandidates: Shader = rewiringShader({
  name: 'rewiring: candidates',
  atomic: true,
  functions: [drawFunctions, takenFunctions, tableFunctions, atFirst, candidates].join('\n\n'),
  main: `let count = select(0u, atFirst(), told(WAY) == 1u);
for (var k = lane; k < count; k += lanes) { put(P.places + k, claim(k)); }`,
});

/**
 * Accepts candidates in order until there are enough: those that are the first of their pair. One workgroup, which draws on should the
 * first candidates not be enough.
 */
export const acceptCandidates: Shader = rewiringShader({
  name: 'rewiring: accepted candidates',
  atomic: true,
  lanes: LANES,
  functions: [
    `var<workgroup> firsts: array<u32, ${LANES}>;\nvar<workgroup> enough: u32;`,
    drawFunctions,
    takenFunctions,
    tableFunctions,
    atFirst,
    candidates,
  ].join('\n\n'),
  main: `let missing = told(NEED) - told(BEST);
let drawn = atFirst();
if (local == 0u) { enough = select(1u, 0u, told(WAY) == 1u); }
var found = 0u;
var k = local;
while (workgroupUniformLoad(&enough) == 0u) {
var h = NOWHERE;
if (k < drawn) { h = at(P.places + k); } else { h = claim(k); }
storageBarrier();
let accepted = h != NOWHERE && at(P.table + h) == k;
firsts[local] = select(0u, 1u, accepted);
workgroupBarrier();
var before = found;
for (var i = 0u; i < ${LANES}u; i++) {
if (i == local && accepted && before < missing) {
let pair = pairOf(k);
topology[P.bornPre + told(BEST) + before] = pair.x;
topology[P.bornPost + told(BEST) + before] = pair.y;
}
before += firsts[i];
}
found = before;
if (local == 0u && found >= missing) { enough = 1u; }
k += ${LANES}u;
}`,
});
