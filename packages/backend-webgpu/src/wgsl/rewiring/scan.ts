import type { Shader } from '../shader.ts';
import { rewiringShader } from './rewiring-shader.ts';

const LANES = 256;

/**
 * Sums up a list: number i becomes the sum of those before it, and behind the last stands the sum of all. One workgroup, each lane of which
 * has a stretch of its own.
 */
export const scan: Shader = rewiringShader({
  name: 'rewiring: sums of a list',
  lanes: LANES,
  functions: `var<workgroup> sums: array<u32, ${LANES}>;`,
  main: `let each = (P.size + ${LANES - 1}u) / ${LANES}u;
let first = min(P.size, local * each);
let end = min(P.size, first + each);
var sum = 0u;
for (var i = first; i < end; i++) { sum += at(P.list + i); }
sums[local] = sum;
workgroupBarrier();
if (local == 0u) {
var total = 0u;
for (var i = 0u; i < ${LANES}u; i++) {
let mine = sums[i];
sums[i] = total;
total += mine;
}
put(P.into + P.size, total);
}
workgroupBarrier();
var before = sums[local];
for (var i = first; i < end; i++) {
let value = at(P.list + i);
put(P.into + i, before);
before += value;
}`,
});
