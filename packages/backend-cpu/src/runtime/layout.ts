import type { ArraySpec, Plan, StoreSpec } from '@growcone/core';

/*
 * What generated code and the runtime agree on.
 *
 * Memory. A module imports one memory ("env", "memory"), shared when worker threads run it. Every exported function
 * takes the byte address `ctx` of a context: a table of u32 words that says where everything is for one worker and the
 * example it works on. Words are filled in before a call and never change during one.
 *
 *   arrays         word a: base address of array a. One step: element n at base + 4n. A ring of n steps:
 *                  base + (t mod n)·stride + 4n. 'all': base + t·stride + 4n, where the base was reduced so that the
 *                  first row held sits at its own t (32-bit wrap-around is intended). stride = 4 · padded elements.
 *                  Synapse arrays have one step and are addressed by slot; dense: pre · padded(post) + post.
 *   stores         10 words each: row starts (u32 slot per presynaptic neuron), row lengths (u32 each), postsynaptic
 *                  numbers (u8, u16 or u32 per slot, see indexBytes), row capacities (u32 each) or 0. Whole stores (see WholeStore): row
 *                  ends (u32, four times the slot after a row's last), 0, offsets of postsynaptic elements (u16 or u32 per
 *                  slot, see offsetBytes), 0. Where columns are kept, from the fifth word on: column starts, column lengths,
 *                  presynaptic numbers and slots in the row (see indexBytes; slots of compressed rows are u32); where rows can
 *                  grow, also the offset in its column of each slot (see indexBytes) and column capacities.
 *   populations    6 words each: spike offsets, spike numbers (u32), dense 0/1 f32 ring of marked + 1 rows (row
 *                  t mod (marked + 1), see markedSteps; 0 where no kernel reads `spiked` or replays `fired`), capacity in
 *                  spike numbers; where threads share a network, own spikes of this step (u32) and their number.
 *                  Spikes of step t are numbers[offsets[t]] up to numbers[offsets[t + 1]], offsets read at base + 4t.
 *                  Steps below 1, as far back as `history` reaches, and steps above T without a spike read as empty.
 *   scalars        steps T, examples in the batch, number of the example in the run, number of the update, key 0, key 1.
 *   sharing        where threads share a network: address of what they wait for (see emit/sync.ts), address of the first
 *                  thread's context, after which the others' follow, and number of the first step of the run.
 *   rewirings      4 words each: address for the decisions of a rewiring that draws pairs, number of decisions, and how many
 *                  synapses generated code itself has removed and added in this run.
 *
 * Exports, for unit n of an entry (units are numbered in order of appearance, see units.ts):
 *
 *   <entry>.<n>.forward(ctx, from, to)    steps from … to−1 of a forward sweep. Returns `to`, or the first step that was
 *                                         not run because a population has less free room than its size; the caller
 *                                         makes room, changes the context and calls again from there. Also returns after a
 *                                         step in which a rewiring that draws pairs decided something: the caller edits
 *                                         the store, sets the number of decisions to 0 and calls again.
 *   <entry>.<n>.flush(ctx, from, to)      the same for the flush steps T+1 … T+flush, with the flush body.
 *   <entry>.<n>.recompute(ctx, from, to)  steps from … to−1 of `recompute`, spikes replayed from the record.
 *   <entry>.<n>.reverse(ctx, from, to)    steps to−1 … from of a reverse sweep, descending.
 *   <entry>.<n>.run(ctx)                  a straight-line run of `run` ops outside of a sweep.
 */

/** Elements that population and network arrays are rounded up to: one 128-bit lane group. */
const LANES = 4;

/** Words per store in a context. */
export const STORE_WORDS = 10;

/** Words per population in a context. */
export const POPULATION_WORDS = 6;

/** Words per rewiring in a context. */
export const REWIRING_WORDS = 4;

/** Words of a decision of a rewiring that draws pairs: see emit/attempts.ts. */
export const DECISION_WORDS = 4;

/** `n` rounded up to whole lane groups. @param n - number of elements */
export const padded = (n: number): number => (n + LANES - 1) & -LANES;

/** Bytes of one postsynaptic number. @param postSize - size of the postsynaptic population */
export const indexBytes = (postSize: number): 1 | 2 | 4 => (postSize <= 256 ? 1 : postSize <= 65536 ? 2 : 4);

/** A store whose rows follow one another and fill whole lane groups: nothing of it is edited, only made anew. */
export interface WholeStore extends StoreSpec {
  /** Tells it from others. */
  readonly whole: true;
}

/** Whether the rows of a store fill whole lane groups. @param store - the store */
export const isWhole = (store: StoreSpec): store is WholeStore => 'whole' in store;

/** Bytes of the offset of a postsynaptic neuron's element, four times its number. @param postSize - size of the postsynaptic population */
export const offsetBytes = (postSize: number): 2 | 4 => (4 * postSize <= 65536 ? 2 : 4);

/** Word positions of a context; multiply by 4 for byte offsets from `ctx`. */
export interface ContextLayout {
  /** Word of array a: a itself. */
  readonly arrays: number;
  /** First of the words of store 0. */
  readonly stores: number;
  /** First of the words of population 0. */
  readonly populations: number;
  /** Number of steps T. */
  readonly steps: number;
  /** Number of examples in the batch. */
  readonly examples: number;
  /** Number of the example in the run. */
  readonly example: number;
  /** Number of the update. */
  readonly update: number;
  /** First word of the random key; the second follows. */
  readonly key: number;
  /** Three words for threads that share a network. */
  readonly sharing: number;
  /** Four words per rewiring: where it puts its decisions, their number, synapses removed and added. */
  readonly rewirings: number;
  /** Number of words. */
  readonly words: number;
}

/** Where everything is in a context of this plan. @param plan - the plan */
export function contextLayout(plan: Plan): ContextLayout {
  const stores = plan.arrays.length;
  const populations = stores + STORE_WORDS * plan.stores.length;
  const steps = populations + POPULATION_WORDS * plan.populations.length;
  return {
    arrays: 0,
    stores,
    populations,
    steps,
    examples: steps + 1,
    example: steps + 2,
    update: steps + 3,
    key: steps + 4,
    sharing: steps + 6,
    rewirings: steps + 9,
    // Contexts of threads lie side by side: whole cache lines, for what one counts is not read by others in vain.
    words: 16 * Math.ceil((steps + 9 + REWIRING_WORDS * plan.rewirings.length) / 16),
  };
}

/** Elements of one row of an array over the network or a population, padded. @param plan - the plan @param array - the array */
export function rowElements(plan: Plan, { over }: Pick<ArraySpec, 'over'>): number {
  switch (over.per) {
    case 'network':
      return LANES;
    case 'neuron':
      return padded(plan.populations[over.population]!.size);
    case 'synapse':
      throw new RangeError('a synapse array has as many elements as its store has slots');
  }
}

const marked = new WeakMap<Plan, readonly number[]>();

/** How many past steps of a population's 0/1 spikes kernels read: at most its history. @param plan - the plan @param population - the population */
export function markedSteps(plan: Plan, population: number): number {
  let all = marked.get(plan);
  if (!all) {
    const most = plan.populations.map(() => 0);
    for (const { nodes } of plan.kernels) {
      for (const node of nodes)
        if (node.op === 'spiked') most[node.population] = Math.max(most[node.population]!, node.lag);
    }
    marked.set(plan, (all = most));
  }
  return all[population]!;
}
