/** What a loop over examples needs, in numbers of four bytes. */
export interface Demand {
  /** Examples of the batch. */
  readonly examples: number;
  /** Most examples that may be in work together for other reasons than memory. */
  readonly most: number;
  /** Steps of the trial. */
  readonly steps: number;
  /** Words of an example's spikes. */
  readonly spikes: number;
  /** Numbers of an example that holds all steps. */
  readonly whole: Share;
  /** Numbers of an example in segments, where that is possible. */
  readonly segmented: (Share & Segments) | undefined;
}

/** How much an example needs. */
export interface Share {
  /** Whatever the number of steps. */
  readonly state: number;
  /** For each step that 'all' arrays hold. */
  readonly step: number;
}

/** What segments need beside. */
export interface Segments {
  /** For each checkpoint. */
  readonly checkpoint: number;
  /** Steps beyond a segment that 'all' arrays hold. */
  readonly margin: number;
  /** Whether segments are swept through once more, to recompute them. */
  readonly recomputes: boolean;
}

/** How a batch is cut. */
export interface Choice {
  /** Examples in work together. */
  readonly atOnce: number;
  /** Steps of a segment; undefined where all steps are held. */
  readonly segment: number | undefined;
}

/** Segments are so many steps long, or a multiple: spikes of a neuron are kept in words of as many steps. */
const WORD = 32;

/**
 * Cuts a batch into examples that are in work together, and their trials into segments, so that neither state nor spikes of the examples
 * in work take more than a number of bytes.
 *
 * Examples run side by side, steps one after another. So it takes the fewest sweeps through a trial: one forward and one reverse for each
 * cut of the batch, and one more where segments are recomputed. Of cuts that are equal in this the one without segments is taken, or the
 * longest segments. If not even one example fits, it is the one that needs the fewest bytes.
 *
 * @param demand - what is needed
 * @param bytes - bytes that there are for state, and again for spikes
 */
export function chooseSegments(demand: Demand, bytes: number): Choice {
  const { examples, steps, spikes, segmented } = demand;
  const most = Math.max(1, Math.min(demand.most, examples, fitting(bytes, spikes)));
  const cuts = (numbers: number): number => Math.ceil(examples / Math.min(most, fitting(bytes, numbers)));
  const options = lengths(demand).map((segment) => {
    const numbers = numbersOf(demand, segment);
    const sweeps = segment !== undefined && segmented?.recomputes ? 3 : 2;
    return { segment, numbers, cost: cuts(numbers) * sweeps, length: segment ?? steps };
  });
  const best = options.reduce((a, b) => {
    if (a.cost !== b.cost) return a.cost < b.cost ? a : b;
    if (a.cost === Infinity) return a.numbers <= b.numbers ? a : b;
    return a.length >= b.length ? a : b;
  });
  const turns = cuts(best.numbers);
  return { segment: best.segment, atOnce: turns === Infinity ? 1 : Math.ceil(examples / turns) };
}

/** Numbers that an example needs. @param demand - what is needed @param segment - steps of a segment; undefined where all steps are held */
export function numbersOf({ steps, whole, segmented }: Demand, segment: number | undefined): number {
  if (segment === undefined || !segmented) return whole.state + steps * whole.step;
  const { state, step, checkpoint, margin } = segmented;
  return state + (segment + margin) * step + Math.ceil(steps / segment) * checkpoint;
}

/** Lengths of segments to choose from, first that of all steps. */
function lengths({ steps, segmented }: Demand): readonly (number | undefined)[] {
  const some = segmented ? Array.from({ length: Math.ceil(steps / WORD) - 1 }, (_, i) => WORD * (i + 1)) : [];
  return [undefined, ...some];
}

const fitting = (bytes: number, numbers: number): number => Math.floor(bytes / (4 * Math.max(1, numbers)));
