import {
  drawAbsent,
  drawProbes,
  elementWords,
  GrowableRows,
  lowestValues,
  plainArena,
  removalCount,
  type DrawSite,
  type Pairs,
  type Plan,
  type Removals,
  type StoreSnapshot,
  type SweepPlan,
  NotFiniteError,
} from '@growcone/core';
import type { RewiringStage } from '../schedule/phase.ts';
import type { ProgramMemory } from './memory.ts';
import { runOutside, type Outside, type OutsideInput } from './outside-run.ts';
import type { Synapses } from './synapses.ts';

/**
 * Applies a rewiring to its store. The GPU evaluates what the rule says of every synapse and every new pair; the host draws the pairs and
 * edits the rows. All is decided on the state before any edit.
 *
 * @param outside - what kernels run with
 * @param stage - the rewiring
 * @param given - what the run tells kernels
 * @returns the number of synapses that went
 */
export async function rewire(outside: Outside, stage: RewiringStage, given: OutsideInput): Promise<number> {
  const { memory, plan } = outside;
  const { rule } = stage;
  const { update } = given.input;
  const rows = await hostRows(memory, rule.store);
  await runOutside(outside, [{ kind: 'kernel', kernel: stage.decide }], given);
  const remove = await chooseRemovals(outside, stage, update);
  const left = rows.count - remove.pre.length;
  const count = rule.count === 'replace' ? remove.pre.length : Math.max(0, rule.count.total - left);
  const best = await bestProbes(outside, stage, given, count);
  const drawn = drawAbsent({
    rows,
    remove,
    count: count - best.pre.length,
    draws: elementWords(siteOf(plan, rule.stream, update)),
    autapses: allowsAutapses(memory.stores[rule.store]),
    ...(rule.probes ? { forbidden: await hostRows(memory, rule.probes.store) } : {}),
  });
  const births = {
    pre: Uint32Array.of(...best.pre, ...drawn.pre),
    post: Uint32Array.of(...best.post, ...drawn.post),
  };
  rows.edit({ remove, births, values: await birthValues(outside, stage, given, births) });
  await memory.replaceStore(rule.store, rows.snapshot());
  if (rule.probes) await memory.replaceStore(rule.probes.store, NO_SYNAPSES);
  return remove.pre.length;
}

/** Draws the probes of a rewiring into their store. @param outside - the program @param rule - the rewiring @param update - number of updates so far */
export async function placeProbes({ memory, plan }: Outside, rule: SweepPlan, update: number): Promise<void> {
  if (!rule.probes) throw new RangeError(`'${rule.name}' has no probes`);
  const { stream, count, store } = rule.probes;
  const pairs = drawProbes({
    rows: await hostRows(memory, rule.store),
    count,
    draws: elementWords(siteOf(plan, stream, update)),
    autapses: allowsAutapses(memory.stores[rule.store]),
  });
  await memory.replaceStore(store, { ...pairs, variables: {} });
}

const NO_SYNAPSES: StoreSnapshot = { pre: new Uint32Array(), post: new Uint32Array(), variables: {} };

const siteOf = ({ key }: Plan, stream: number, step: number): DrawSite => ({ key, stream, step });

const allowsAutapses = ({ spec: { autapses, pre, post } }: Synapses): boolean => autapses || pre !== post;

/** The synapses of a store as rows that can be edited. */
async function hostRows(memory: ProgramMemory, store: number): Promise<GrowableRows> {
  const { spec, preSize, postSize } = memory.stores[store];
  const { variables, columns } = spec;
  const rows = new GrowableRows({ preSize, postSize, variables, columns, arena: plainArena('f32') });
  rows.load(await memory.snapshot(store));
  return rows;
}

/** The synapses that go, in the order of rows and slots. */
async function chooseRemovals({ memory, plan }: Outside, stage: RewiringStage, update: number): Promise<Removals> {
  const { rule, flags, ranks } = stage;
  const { pre, post } = memory.stores[rule.store];
  const may = await memory.values(plan.arrays[flags]);
  let going = [...may.keys()].filter((i) => may[i] !== 0);
  if (ranks !== undefined) {
    const values = await memory.values(plan.arrays[ranks]);
    going = going.filter((i) => values[i] !== Infinity);
    const bad = going.find((i) => Number.isNaN(values[i]));
    if (bad !== undefined) throw badRank(memory, rule, 'prune.lowest', rule.store, bad, NaN);
    const chosen = lowestValues(
      Float32Array.from(going, (i) => values[i]),
      removalCount(rule, pre.length, update),
      (a, b) => pre[going[a]] - pre[going[b]] || post[going[a]] - post[going[b]],
    );
    going = Array.from(chosen, (k) => going[k]);
  }
  const { rowStarts } = memory.stores[rule.store].topology();
  return {
    pre: Uint32Array.from(going, (i) => pre[i]),
    slot: Uint32Array.from(going, (i) => i - rowStarts[pre[i]]),
  };
}

/** The probes with the highest values, at most so many, in descending order. */
async function bestProbes(outside: Outside, stage: RewiringStage, given: OutsideInput, most: number): Promise<Pairs> {
  const { memory, plan } = outside;
  const { rule, probes } = stage;
  if (!rule.probes || !probes) return { pre: new Uint32Array(), post: new Uint32Array() };
  await runOutside(outside, [{ kind: 'kernel', kernel: probes.kernel }], given);
  const values = await memory.values(plan.arrays[probes.values]);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw badRank(memory, rule, 'grow.highest', rule.probes.store, bad, values[bad]);
  // Probes lie in the order of (pre, post), so the position decides between equal values.
  const chosen = lowestValues(
    values.map((value) => -value),
    most,
  );
  const order = chosen.sort((a, b) => values[b] - values[a] || a - b);
  const { pre, post } = memory.stores[rule.probes.store];
  return { pre: order.map((i) => pre[i]), post: order.map((i) => post[i]) };
}

/** Values of new synapses by variable, in the order of the births. */
async function birthValues(
  outside: Outside,
  { births }: RewiringStage,
  given: OutsideInput,
  { pre, post }: Pairs,
): Promise<Readonly<Record<string, Float32Array>>> {
  if (!births || pre.length === 0) return {};
  const { memory, plan } = outside;
  // A store wants rows in order; births are in the order of their draws.
  const order = Uint32Array.from(pre.keys()).sort((a, b) => pre[a] - pre[b] || a - b);
  const pairs = { pre: order.map((i) => pre[i]), post: order.map((i) => post[i]) };
  await memory.replaceStore(births.store, { ...pairs, variables: {} });
  await runOutside(
    outside,
    births.kernels.map((kernel) => ({ kind: 'kernel', kernel })),
    given,
  );
  const values: Record<string, Float32Array> = {};
  for (const [variable, array] of Object.entries(births.values)) {
    const inRows = await memory.values(plan.arrays[array]);
    const own = (values[variable] = new Float32Array(pre.length));
    order.forEach((birth, at) => void (own[birth] = inRows[at]));
  }
  return values;
}

const badRank = (
  { stores }: ProgramMemory,
  { name }: SweepPlan,
  hook: string,
  store: number,
  synapse: number,
  value: number,
): NotFiniteError =>
  new NotFiniteError({
    variable: `${hook} of ${name}`,
    projection: stores[store].spec.name,
    ...stores[store].ends(synapse),
    value,
  });
