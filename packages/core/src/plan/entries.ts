import type { Optimiser } from '../rule/optimiser.ts';
import type { LoweredOnline } from './lower-online.ts';
import type { LoweredPopulation } from './lower-population.ts';
import type { LoweredReadout } from './lower-readout.ts';
import type { LoweredSignal } from './lower-signal.ts';
import { lowerAdvance, lowerUpdate, type OptimiserPart } from './lower-update.ts';
import type { Op } from './op.ts';
import type { PlanBuilder } from './plan-builder.ts';
import type { StorePart } from './store-part.ts';

/**
 * The entry that simulates without learning and records what the user asked for.
 *
 * @param deliver - delivery over every projection
 * @param update - the update of every population
 * @param output - the readout
 * @param arrays - recorded arrays
 * @param spikes - populations whose spikes are recorded
 */
export function evaluateEntry(
  deliver: readonly Op[],
  update: readonly Op[],
  output: LoweredReadout | undefined,
  arrays: readonly number[],
  spikes: readonly number[],
): readonly Op[] {
  const forward: Op = {
    op: 'forward',
    body: [...deliver, ...update, ...(output?.eachStep ?? [])],
    keep: arrays,
    keepSpikes: spikes,
    flush: 0,
    flushBody: [],
  };
  return [{ op: 'examples', body: [forward, ...(output?.afterTrial ?? [])] }];
}

/**
 * The entry of a network that runs on: it continues where the run before ended, and synapses change as it goes.
 *
 * @param body - one step
 * @param arrays - recorded arrays
 * @param spikes - populations whose spikes are recorded
 */
export function advanceEntry(body: readonly Op[], arrays: readonly number[], spikes: readonly number[]): readonly Op[] {
  const forward: Op = {
    op: 'forward',
    body,
    keep: arrays,
    keepSpikes: spikes,
    continues: true,
    flush: 0,
    flushBody: [],
  };
  return [{ op: 'examples', body: [forward] }];
}

/** What the entry that learns is made of. */
export interface TrialParts {
  /** Delivery over every projection. */
  readonly deliver: readonly Op[];
  /** The update of every population. */
  readonly update: (replay: boolean) => readonly Op[];
  /** The readout. */
  readonly output: LoweredReadout;
  /** The populations. */
  readonly lowered: readonly LoweredPopulation[];
  /** The body of the reverse sweep, for rules in reverse form. */
  readonly reverse: readonly Op[] | undefined;
  /** The online form, for rules in online form. */
  readonly online: LoweredOnline | undefined;
  /** What neuron signals do after a trial. */
  readonly signals: readonly LoweredSignal[];
  /** Gradient arrays. */
  readonly gradients: readonly number[];
}

/** The entry that runs a batch and sums its gradient. @param parts - what it is made of */
export function trialEntry(parts: TrialParts): readonly Op[] {
  const { deliver, update, output, lowered, reverse, online, signals } = parts;
  const kept = lowered.flatMap((l) => l.kept?.arrays ?? []);
  const spiking = lowered.flatMap(({ part }) =>
    part.step.threshold || part.population.model.source === 'input' ? [part.population.id] : [],
  );
  const body: Op[] = [
    {
      op: 'forward',
      body: [...deliver, ...update(false), ...output.eachStep, ...(online?.body ?? [])],
      keep: reverse ? [...kept, output.gradient] : [],
      keepSpikes: reverse ? spiking : [],
      records: false,
      flush: online?.flush ?? 0,
      flushBody: online?.flushBody ?? [],
    },
    ...output.afterTrial,
    ...signals.flatMap((s) => s.afterTrial),
  ];
  if (reverse) {
    body.push({ op: 'reverse', recompute: [...deliver, ...update(true), ...output.eachStep], body: reverse });
  }
  return [
    { op: 'examples', body },
    { op: 'reduceShards', arrays: parts.gradients },
    ...signals.flatMap((s) => s.means),
  ];
}

/**
 * The entry that turns the summed gradient into new weights.
 *
 * @param builder - the plan
 * @param stores - the projections
 * @param optimisers - the optimisers
 */
export function updateEntry(
  builder: PlanBuilder,
  stores: readonly StorePart[],
  optimisers: ReadonlyMap<Optimiser, OptimiserPart>,
): readonly Op[] {
  const arrays = stores.flatMap((s) => (s.gradient === undefined ? [] : [s.gradient]));
  const steps = stores.flatMap((s) =>
    s.optimiser ? lowerUpdate(builder, s, optimisers.get(s.optimiser.rule) as OptimiserPart) : [],
  );
  return [...[...optimisers.values()].flatMap((o) => lowerAdvance(builder, o)), ...steps, { op: 'clear', arrays }];
}
