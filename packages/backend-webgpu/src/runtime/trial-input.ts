import { type ArraySpec, type PopulationSpec, type SpikeBatch, type TrialInput, TrialInputError } from '@growcone/core';

/** What a loop over examples reads from outside. */
export interface Wanted {
  /** Populations whose spikes come from input. */
  readonly populations: readonly PopulationSpec[];
  /** Input arrays, with the numbers of one example. */
  readonly inputs: readonly { readonly spec: ArraySpec; readonly numbers: number }[];
}

/** Throws {@link TrialInputError} unless an input fits. @param input - the input @param wanted - what is read of it */
export function checkTrialInput(input: TrialInput, { populations, inputs }: Wanted): void {
  const { size, steps, firstExample } = input;
  wholeNumber('The number of examples', size, 1);
  wholeNumber('The number of steps', steps, 1);
  wholeNumber("The number of the batch's first example", firstExample, 0);
  for (const population of populations) checkSpikes(population, input.spikes[population.id], size, steps);
  for (const { spec, numbers } of inputs) {
    const [expected, got] = [size * numbers, input.values[spec.id]?.length];
    if (got === expected) continue;
    throw new TrialInputError(`'${spec.name}' must have ${expected} values, got ${got ?? 'none'}.`, {
      array: spec.name,
      expected,
      got,
    });
  }
}

/** Throws {@link TrialInputError} unless an input can go on where the run before ended. @param input - the input @param populations - those with spikes */
export function checkContinued(
  { size, firstStep = 0, past = {} }: TrialInput,
  populations: readonly PopulationSpec[],
): void {
  if (size !== 1) {
    throw new TrialInputError(`A network that runs on has 1 example, got ${size}.`, { what: 'size', got: size });
  }
  wholeNumber('The number of steps that have run before', firstStep, 0);
  for (const population of populations) {
    if (past[population.id]) checkSpikes(population, past[population.id], 1, population.history);
  }
}

function wholeNumber(what: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new TrialInputError(`${what} must be a whole number of at least ${least}, got ${value}.`, { what, got: value });
}

function checkSpikes(
  { name, size: neurons }: PopulationSpec,
  batch: SpikeBatch | undefined,
  size: number,
  steps: number,
): void {
  const fail = (message: string): never => {
    throw new TrialInputError(message, { population: name });
  };
  if (!batch) return fail(`The spikes of '${name}' must be given: they come from input.`);
  const { offsets, neurons: spikes } = batch;
  const count = size * (steps + 1);
  if (batch.size !== size || batch.steps !== steps || offsets.length < count) {
    fail(
      `The spikes of '${name}' must be ${size} examples of ${steps} steps with ${count} offsets, got ${batch.size} of ` +
        `${batch.steps} with ${offsets.length}.`,
    );
  }
  for (let i = 1; i < count; i++) {
    const [from, to] = [offsets[i - 1], offsets[i]];
    if (to < from || to > spikes.length) {
      fail(
        `The spike offsets of '${name}' must not decrease and must end within its ${spikes.length} spikes; entry ${i} is ` +
          `${to} after ${from}.`,
      );
    }
    for (let k = from; k < to; k++) {
      if (spikes[k] >= neurons || (k > from && spikes[k] <= spikes[k - 1])) {
        fail(
          `Spike ${k} of '${name}' is of neuron ${spikes[k]}; the spikes of a step must name neurons below ${neurons}, ` +
            'ascending and each once.',
        );
      }
    }
  }
}
