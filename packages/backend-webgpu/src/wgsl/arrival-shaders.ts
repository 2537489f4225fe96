import type { Plan } from '@growcone/core';
import { ARRIVAL_SLOTS, arrivalsWhere, type Arrivals } from './arrivals.ts';
import { Fields } from './fields.ts';
import { GRID_LANES } from './grid-shaders.ts';
import { shader, type Shader } from './shader.ts';
import type { Site } from './site.ts';
import { spikeRow, spikeWord, spikeWords } from './spikes-memory.ts';
import { rowStart, sizes } from './stores.ts';

/** Workgroups that a dispatch may have in one direction on every GPU. */
const MOST_GROUPS = 65_535;

const noNotes = 'fn note(value: f32, order: u32, element: u32) {}';

function siteOf(plan: Plan, continues: boolean): Site {
  const rest = {
    sweep: 'forward',
    listed: false,
    trains: new Set<number>(),
    kept: () => true,
    noteWrite: () => 0,
  } as const;
  return { plan, fields: new Fields(), continues, ...rest };
}

/**
 * The shader that lists the neurons whose spikes arrive in a step, and empties the lists of arrivals: a lane per 32 presynaptic neurons
 * and per postsynaptic neuron. The order of the list is that in which lanes happen to come, so nothing may depend on it.
 *
 * @param plan - the plan
 * @param arrivals - which spikes
 * @param continues - whether steps count on from those of earlier runs
 */
export function sendersShader(plan: Plan, { store, delay }: Arrivals, continues: boolean): Shader {
  const site = siteOf(plan, continues);
  const { fields } = site;
  const { pre } = plan.stores[store];
  const { counter, wanted, sender, count } = arrivalsWhere(site, store, delay);
  const tally = fields.use('tally');
  const main = [
    `@compute @workgroup_size(${GRID_LANES})`,
    'fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {',
    'lane = id.x;',
    `lanes = groups.x * ${GRID_LANES}u;`,
    'enter(id.y);',
    'if (lane == 0u) {',
    `atomicStore(&${counter(`${tally} + 1u`)}, 0u);`,
    `if (slot == 0u) { atomicStore(&${wanted(`${tally} + 1u`)}, 0u); }`,
    '}',
    `for (var post = lane; post < ${sizes(site, store).post}u; post += lanes) { atomicStore(&${count('post')}, 0u); }`,
    `let row = ${spikeRow(site, `i32(${fields.use('t')}) - ${delay}`)};`,
    `if (row < 0 || row >= i32(${fields.use('rows')})) { return; }`,
    `for (var word = lane; word < ${spikeWords(site, pre)}u; word += lanes) {`,
    `var bits = atomicLoad(&spikes[${spikeWord(site, pre, 'u32(row)', 'word')}]);`,
    'if (bits == 0u) { continue; }',
    `var at = atomicAdd(&${counter(tally)}, countOneBits(bits));`,
    `atomicMax(&${wanted(tally)}, min(at + countOneBits(bits), ${MOST_GROUPS}u));`,
    'while (bits != 0u) {',
    `atomicStore(&${sender('at')}, word * 32u + firstTrailingBit(bits));`,
    'bits &= bits - 1u;',
    'at++;',
    '}',
    '}',
    '}',
  ];
  return shader(`senders over ${plan.stores[store].name} after ${delay}`, fields, [], [noNotes, main.join('\n')]);
}

/**
 * The shader that tells postsynaptic neurons over which synapses spikes arrive: a workgroup per sender, whose lanes take turns at the
 * sender's row. The list says how many workgroups there are. Neurons sort what they are told, so the order in which they are told does not matter.
 *
 * @param plan - the plan
 * @param arrivals - which spikes
 * @param continues - whether steps count on from those of earlier runs
 */
export function arrivalsShader(plan: Plan, { store, delay }: Arrivals, continues: boolean): Shader {
  const site = siteOf(plan, continues);
  const { fields } = site;
  const { counter, sender, count, synapse } = arrivalsWhere(site, store, delay);
  const main = [
    `@compute @workgroup_size(${GRID_LANES})`,
    'fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {',
    'enter(group.y);',
    `let senders = atomicLoad(&${counter(fields.use('tally'))});`,
    'for (var i = group.x; i < senders; i += groups.x) {',
    `let pre = atomicLoad(&${sender('i')});`,
    `let rowEnd = ${rowStart(site, store, 'pre + 1u')};`,
    `for (var synapse = ${rowStart(site, store, 'pre')} + local; synapse < rowEnd; synapse += ${GRID_LANES}u) {`,
    `let post = topology[${fields.use(`post${store}`)} + synapse];`,
    `let told = atomicAdd(&${count('post')}, 1u);`,
    `if (told < ${ARRIVAL_SLOTS}u) { atomicStore(&${synapse('post', 'told')}, synapse); }`,
    '}',
    '}',
    '}',
  ];
  return shader(`arrivals over ${plan.stores[store].name} after ${delay}`, fields, [], [noNotes, main.join('\n')]);
}
