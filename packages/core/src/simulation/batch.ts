import { GrowconeError, suggest } from '../error.ts';
import type { Population } from '../network/description.ts';
import type { SpikeBatch, TrialInput } from '../plan/backend.ts';
import type { CompiledPlan } from '../plan/compile-plan.ts';
import type { NetworkDescription } from '../network/description.ts';

/**
 * One batch of trials. The keys are names of populations: spikes for those whose spikes come from input, class numbers (or
 * target values, example after example) for the readout, currents (example after example) for those that take one.
 */
export type Batch = Readonly<Record<string, SpikeBatch | ArrayLike<number>>>;

/** Size and duration of a batch that has no input spikes to tell them. */
export interface BatchShape {
  /** Number of examples; 1 if left out. */
  readonly size?: number;
  /** Number of steps of each. */
  readonly steps?: number;
}

/** Thrown for a batch that does not fit its network. */
export class BatchError extends GrowconeError {
  override readonly name: string = 'BatchError';

  /**
   * @param problem - what is wrong, what was got, what is allowed, what to do
   * @param fields - the values the message is made of
   */
  constructor(problem: string, fields: Readonly<Record<string, unknown>> = {}) {
    super('BATCH', problem, fields);
  }
}

const isSpikes = (value: SpikeBatch | ArrayLike<number>): value is SpikeBatch => 'offsets' in value;

/**
 * Turns a batch into what a program takes, and refuses one that does not fit.
 *
 * @param description - the network
 * @param compiled - its plan
 * @param batch - the batch
 * @param shape - size and steps, where no spikes tell them
 * @param counters - numbers for the random draws
 * @param labelled - whether the readout's labels must be there
 */
export function trialInput(
  description: NetworkDescription,
  compiled: CompiledPlan,
  batch: Batch,
  shape: BatchShape,
  counters: Pick<TrialInput, 'firstExample' | 'update'>,
  labelled: boolean,
): TrialInput {
  const { populations, readout } = description;
  const names = populations.map((p) => p.name);
  for (const name of Object.keys(batch)) {
    if (!names.includes(name)) {
      throw new BatchError(
        `The batch has an entry for '${name}', but the network has no such population.${suggest(name, names)} ` +
          `It has: ${names.join(', ')}.`,
        { name, known: names },
      );
    }
  }
  const sources = populations.filter((p) => p.model.source === 'input');
  for (const { name, model, injected } of populations) {
    if (batch[name] === undefined || model.source === 'input' || injected || name === readout?.population.name)
      continue;
    throw new BatchError(
      `The batch has an entry for '${name}', but this population takes nothing from it. Leave the entry out, or give the ` +
        'population { current: true }.',
      { name },
    );
  }
  const spikes: Record<number, SpikeBatch> = {};
  for (const source of sources) spikes[source.id] = spikesOf(source, batch[source.name]);
  const { size, steps } = shapeOf(sources, spikes, shape);
  for (const source of sources) checkSpikes(source, spikes[source.id] as SpikeBatch, size, steps);

  const values: Record<number, Float32Array> = {};
  for (const [population, array] of compiled.currents) {
    values[array] = valuesOf(
      population,
      batch[population.name],
      'a current per neuron and example',
      size,
      population.size,
    );
  }
  if (readout && compiled.readout) {
    const { population, loss } = readout;
    const given = batch[population.name];
    if (given === undefined && !labelled) {
      values[compiled.readout.target] = new Float32Array(loss.target === 'class' ? size : size * population.size);
    } else if (loss.target === 'class') {
      const labels = valuesOf(population, given, 'a class number per example', size, 1);
      const wrong = labels.findIndex((l) => !(Number.isInteger(l) && l >= 0 && l < population.size));
      if (wrong >= 0) {
        throw new BatchError(
          `Label ${wrong} of '${population.name}' is ${labels[wrong]}, but classes are the whole numbers from 0 to ${population.size - 1}.`,
          { example: wrong, label: labels[wrong], classes: population.size },
        );
      }
      values[compiled.readout.target] = labels;
    } else {
      values[compiled.readout.target] = valuesOf(
        population,
        given,
        'a target per neuron and example',
        size,
        population.size,
      );
    }
  }
  return { size, steps, ...counters, spikes, values };
}

function spikesOf(source: Population, given: SpikeBatch | ArrayLike<number> | undefined): SpikeBatch {
  if (given !== undefined && isSpikes(given)) return given;
  throw new BatchError(
    `Population '${source.name}' takes its spikes from the batch, but the batch has ` +
      `${given === undefined ? 'no entry' : 'plain numbers'} for it. Give { size, steps, offsets, neurons }.`,
    { population: source.name },
  );
}

function shapeOf(
  sources: readonly Population[],
  spikes: Readonly<Record<number, SpikeBatch>>,
  shape: BatchShape,
): { readonly size: number; readonly steps: number } {
  const first = sources[0] && spikes[sources[0].id];
  const size = first?.size ?? shape.size ?? 1;
  const steps = first?.steps ?? shape.steps;
  if (steps === undefined) {
    throw new BatchError(
      'No input spikes tell how long the trial is. Pass { steps } (and { size } for several examples).',
    );
  }
  for (const [what, value] of [
    ['The number of examples', size],
    ['The number of steps', steps],
  ] as const) {
    if (!Number.isInteger(value) || value < 1) {
      throw new BatchError(`${what} of a batch must be a whole number of at least 1, got ${value}.`, { value });
    }
  }
  return { size, steps };
}

function checkSpikes({ name, size: neurons }: Population, spikes: SpikeBatch, size: number, steps: number): void {
  if (spikes.size !== size || spikes.steps !== steps) {
    throw new BatchError(
      `All inputs of a batch must have the same size and steps: '${name}' has ${spikes.size} examples of ${spikes.steps} ` +
        `steps, another has ${size} of ${steps}.`,
      { population: name },
    );
  }
  const offsets = size * (steps + 1);
  if (spikes.offsets.length < offsets) {
    throw new BatchError(
      `The offsets of '${name}' must have ${offsets} entries (examples × (steps + 1)), got ${spikes.offsets.length}.`,
      { population: name, expected: offsets, got: spikes.offsets.length },
    );
  }
  for (let i = 0; i < spikes.neurons.length; i++) {
    if ((spikes.neurons[i] as number) >= neurons) {
      throw new BatchError(
        `Spike ${i} of '${name}' is of neuron ${spikes.neurons[i]}, but the population has ${neurons} neurons, from 0.`,
        { population: name, spike: i, neuron: spikes.neurons[i], size: neurons },
      );
    }
  }
}

function valuesOf(
  { name }: Population,
  given: SpikeBatch | ArrayLike<number> | undefined,
  what: string,
  size: number,
  each: number,
): Float32Array {
  if (given === undefined || isSpikes(given) || given.length !== size * each) {
    const got = given === undefined ? 'no entry' : isSpikes(given) ? 'spikes' : `${given.length} values`;
    throw new BatchError(`The batch must give '${name}' ${what}: ${size * each} values; it has ${got}.`, {
      population: name,
      expected: size * each,
    });
  }
  return Float32Array.from(given);
}
