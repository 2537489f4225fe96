import type { Plan } from '@growcone/core';
import type { Phase, StepOp } from '../schedule/phase.ts';
import { Barriers } from './barriers.ts';
import { Fields } from './fields.ts';
import { reduceMemory } from './kernels/reduce.ts';
import { FAULT_WORDS, shader, type Noted, type Shader } from './shader.ts';
import type { Site } from './site.ts';
import { kernelStatements } from './statements.ts';
import { zeroedArrays, zeroStatements } from './zeroing.ts';

/** What a lane remembers of the first value that was not finite, and how the lanes of an example agree on one. */
const faultNotes = `const NONE = 0xffffffffu;
var<private> moment: u32;
var<private> badOrder: u32 = 0xffffffffu;
var<private> badElement: u32;
var<private> badBits: u32;

fn note(value: f32, order: u32, element: u32) {
  if (isFinite(value) || moment + order >= badOrder) { return; }
  badOrder = moment + order;
  badElement = element;
  badBits = bitcast<u32>(value);
}

fn report() {
  let at = slot * ${FAULT_WORDS}u;
  atomicMin(&faults[at], badOrder);
  storageBarrier();
  let first = badOrder != NONE && atomicLoad(&faults[at]) == badOrder;
  if (first) { atomicMin(&faults[at + 1u], badElement); }
  storageBarrier();
  if (first && atomicLoad(&faults[at + 1u]) == badElement) { atomicStore(&faults[at + 2u], badBits); }
}`;

/**
 * The shader of a phase: one workgroup per example, with the loop over steps inside.
 *
 * @param plan - the plan
 * @param phase - the phase
 * @param lanes - lanes of a workgroup
 * @param trains - populations whose spikes are also kept by neuron
 */
export function phaseShader(plan: Plan, phase: Phase, lanes: number, trains: ReadonlySet<number>): Shader {
  const fields = new Fields();
  const noted: Noted[] = [];
  const { sweep, keep, continues } = phase;
  const site: Site = {
    plan,
    fields,
    sweep,
    continues,
    listed: false,
    trains,
    kept: (array) => keep === undefined || keep.includes(array),
    noteWrite: (array, kernel) => noted.push({ array, kernel }) - 1,
  };
  const functions: string[] = [];
  const barriers = new Barriers(plan);
  const zeroed = zeroedArrays(site, phase.body);
  const zeroing = zeroed.flatMap((spec) => zeroStatements(site, spec));
  barriers.zeroed(zeroed.map((a) => a.id));

  const calls = (ops: readonly StepOp[]): string[] =>
    ops.flatMap((op) => {
      if (op.op === 'every') {
        const offset = op.from ?? op.steps;
        const inner = barriers.sometimes(() => calls(op.body as readonly StepOp[]));
        return [`if ((t + ${op.steps}u - ${offset}u) % ${op.steps}u == 0u) {`, ...inner, '}'];
      }
      const kernel = plan.kernels[op.kernel];
      const name = `kernel${functions.length}`;
      const statements = kernelStatements(site, kernel, op.replay);
      functions.push(
        [`// ${kernel.name.replace(/[^ -~]/g, '?')}`, `fn ${name}(t: u32) {`, ...statements, '}'].join('\n'),
      );
      return [...(barriers.before(kernel, op.replay) ? ['storageBarrier();'] : []), `${name}(t);`];
    });
  const body = calls(phase.body);
  const main = [
    `@compute @workgroup_size(${lanes})`,
    'fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3<u32>) {',
    'lane = local;',
    `lanes = ${lanes}u;`,
    'enter(group.x);',
    `shard = copy % ${fields.use('shards')};`,
    `moment = ${fields.use('clock')};`,
    ...loop(site, [...zeroing, ...body], () => Math.max(1, noted.length)),
    'report();',
    '}',
  ];
  return shader(phase.name, fields, noted, [reduceMemory, faultNotes, ...functions, main.join('\n')]);
}

function loop({ sweep, fields }: Site, body: readonly string[], writes: () => number): string[] {
  if (sweep === 'none') return ['let t = 0u;', ...body];
  const turn = sweep === 'reverse' ? `${fields.use('steps')} + 1u - turn` : 'turn';
  return [
    `for (var turn = ${fields.use('begin')}; turn < ${fields.use('end')}; turn++) {`,
    `let t = ${turn};`,
    // What the step before wrote is seen by all lanes from here on.
    'storageBarrier();',
    ...body,
    `moment += ${writes()}u;`,
    '}',
  ];
}
