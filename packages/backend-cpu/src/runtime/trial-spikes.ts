import { type Plan, type PopulationSpec, type SpikeBatch, type TrialInput, TrialInputError } from '@growcone/core';
import type { Contexts } from './contexts.ts';
import type { Raster } from './job.ts';
import type { ProgramMemory } from './program-memory.ts';
import type { EntryAnalysis } from './sweep-analysis.ts';

/** Bytes behind spike numbers that vector stores may touch. */
const SLACK = 16;

/** Steps of spike lists that are estimated to be full before there is any experience. */
const EXPECTED_RATE = 0.02;

/** Places the spikes of a trial: those of the input once, those of the model per worker. */
export class TrialSpikes {
  private readonly plan: Plan;
  private readonly memory: ProgramMemory;
  private readonly contexts: Contexts;

  /** @param plan - the plan @param memory - the program's memory @param contexts - positions of words */
  constructor(plan: Plan, memory: ProgramMemory, contexts: Contexts) {
    this.plan = plan;
    this.memory = memory;
    this.contexts = contexts;
  }

  /** Copies the input's spikes into the memory. @param entry - the entry @param input - of the trial */
  inputs(entry: EntryAnalysis, input: TrialInput): readonly Raster[] {
    return this.plan.populations.flatMap((population) => {
      if (population.spikes === 'model') return [];
      const batch = population.spikes === 'input' ? input.spikes[population.id] : undefined;
      if (population.spikes === 'input' && !batch && entry.spikesRead.has(population.id)) {
        throw new TrialInputError(
          `Population '${population.name}' takes its spikes from the trial, but spikes[${population.id}] is missing.`,
          { population: population.name },
        );
      }
      return [batch ? this.copyIn(population, batch, input, entry) : this.silent(population, input, entry.flush)];
    });
  }

  /** Takes room for the spikes that a worker's examples send. @param worker - its number @param entry - the entry @param input - of the trial */
  models(worker: number, entry: EntryAnalysis, input: TrialInput): readonly Raster[] {
    return this.plan.populations.flatMap((population) => {
      if (population.spikes !== 'model') return [];
      const { id, name, size, history } = population;
      const kept = entry.keepSpikes.includes(id);
      const entries = history + input.steps + entry.flush + 2;
      const offsets = this.memory.rooms.take(`spike offsets of '${name}', worker ${worker}`, 4 * entries);
      const room = numbersRoom(worker, population);
      const expected = kept ? size * (2 + input.steps * EXPECTED_RATE) : size * (history + 3) * 2;
      const past = input.past?.[id];
      const numbers = this.memory.rooms.take(room, 4 * (Math.ceil(expected) + (past?.neurons.length ?? 0)) + SLACK);
      if (entry.continues) this.placePast(past, offsets / 4, history, numbers / 4);
      return [
        {
          ...this.common(population),
          past: past?.neurons.length ?? 0,
          offsets: offsets + 4 * history,
          numbers,
          capacity: (this.memory.rooms.bytes(room) - SLACK) >> 2,
          kept,
          returned: kept && entry.records && this.plan.observed.spikes.includes(id),
          perExample: 0,
          input: false,
        },
      ];
    });
  }

  /** Gives a worker more room for a population's spikes. @param worker - its number @param population - the population @param capacity - spike numbers */
  grow(
    worker: number,
    population: PopulationSpec,
    capacity: number,
  ): { readonly address: number; readonly release: () => void } {
    return this.memory.rooms.replace(numbersRoom(worker, population), 4 * capacity + SLACK);
  }

  private copyIn(
    population: PopulationSpec,
    batch: SpikeBatch,
    { size, steps, past: allPast }: TrialInput,
    { flush, records }: EntryAnalysis,
  ): Raster {
    checkSpikes(population, batch, size, steps);
    const { id, name, history } = population;
    const past = allPast?.[id];
    const before = past?.neurons.length ?? 0;
    const entries = history + steps + flush + 2;
    const { rooms } = this.memory;
    const offsets = rooms.take(`input spike offsets of '${name}'`, 4 * entries * size);
    const numbers = rooms.take(`input spikes of '${name}'`, 4 * (before + batch.neurons.length) + SLACK);
    const { u32 } = this.memory.memory;
    u32.set(batch.neurons, numbers / 4 + before);
    for (let example = 0; example < size; example++) {
      const first = offsets / 4 + example * entries;
      const from = example * (steps + 1);
      u32.fill(batch.offsets[from]!, first, first + history + 1);
      u32.set(batch.offsets.subarray(from, from + steps + 1), first + history + 1);
      u32.fill(batch.offsets[from + steps]!, first + history + steps + 2, first + entries);
    }
    if (past) {
      const first = offsets / 4;
      for (let i = first + history + 1; i < first + entries; i++) u32[i]! += before;
      this.placePast(past, first, history, numbers / 4);
    }
    return {
      ...this.common(population),
      offsets: offsets + 4 * history,
      numbers,
      capacity: before + batch.neurons.length,
      past: before,
      kept: true,
      returned: records && this.plan.observed.spikes.includes(id),
      perExample: 4 * entries,
      input: true,
    };
  }

  /** Puts the spikes of the steps before a run in front of its own. */
  private placePast(past: SpikeBatch | undefined, offsets: number, history: number, numbers: number): void {
    const { u32 } = this.memory.memory;
    u32.fill(0, offsets, offsets + history + 1);
    if (!past) return;
    u32.set(past.offsets.subarray(0, history), offsets + 1);
    u32.set(past.neurons, numbers);
  }

  /** A population without spikes. */
  private silent(population: PopulationSpec, { steps }: TrialInput, flush: number): Raster {
    const entries = population.history + steps + flush + 2;
    const offsets = this.memory.rooms.take('no spikes', 4 * entries);
    return {
      ...this.common(population),
      offsets: offsets + 4 * population.history,
      numbers: offsets,
      capacity: 0,
      past: 0,
      kept: false,
      returned: false,
      perExample: 0,
      input: true,
    };
  }

  private common({
    id,
    name,
    size,
    history,
  }: PopulationSpec): Pick<Raster, 'population' | 'name' | 'word' | 'size' | 'history'> {
    return { population: id, name, size, history, word: this.contexts.populationWord(id) };
  }
}

const numbersRoom = (worker: number, { name }: PopulationSpec): string => `spikes of '${name}', worker ${worker}`;

/** Refuses spikes that would make generated code leave its memory. */
function checkSpikes({ name, size: neurons }: PopulationSpec, batch: SpikeBatch, size: number, steps: number): void {
  const fields = { population: name };
  if (batch.size !== size || batch.steps !== steps || batch.offsets.length < size * (steps + 1)) {
    throw new TrialInputError(
      `The spikes of '${name}' must be ${size} examples of ${steps} steps with ${size * (steps + 1)} offsets, got ` +
        `${batch.size} of ${batch.steps} with ${batch.offsets.length}.`,
      fields,
    );
  }
  let last = batch.offsets[0]!;
  for (let i = 0; i < size * (steps + 1); i++) {
    const offset = batch.offsets[i]!;
    if (offset < last || offset > batch.neurons.length) {
      throw new TrialInputError(
        `The spike offsets of '${name}' must not decrease and must end within its ${batch.neurons.length} spikes; entry ` +
          `${i} is ${offset} after ${last}.`,
        fields,
      );
    }
    let least = 0;
    for (let k = last; k < offset; k++) {
      const neuron = batch.neurons[k]!;
      if (neuron < least || neuron >= neurons) {
        throw new TrialInputError(
          `Spike ${k} of '${name}' is of neuron ${neuron}; the spikes of a step must name neurons below ${neurons}, ascending.`,
          fields,
        );
      }
      least = neuron + 1;
    }
    last = offset;
  }
}
