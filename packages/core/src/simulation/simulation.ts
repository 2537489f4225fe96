import type { StoreSnapshot } from '../connectivity/snapshot.ts';
import type { NetworkDescription, Projection } from '../network/description.ts';
import type { Device, Program, SpikeBatch, TrialInput, TrialResult } from '../plan/backend.ts';
import type { CompiledPlan } from '../plan/compile-plan.ts';
import { NetworkError } from '../plan/plan-errors.ts';
import type { Plan } from '../plan/plan.ts';
import type { Optimiser } from '../rule/optimiser.ts';
import { trialInput, type Batch, type BatchShape } from './batch.ts';
import type { Checkpoint } from './checkpoint.ts';
import { recordingsOf } from './recordings.ts';
import { reportsOf, type PopulationReport } from './reports.ts';
import { dueAfter, Probes } from './probes.ts';
import { readState, writeState } from './saved-state.ts';

/** What a batch gave. */
export interface BatchResult {
  /** Mean loss over the examples; for a loss at every step, also over the steps. NaN without a readout. */
  readonly loss: number;
  /** Share of examples whose predicted class is their label; NaN where there are no labels. */
  readonly accuracy: number;
  /** Number of examples. */
  readonly examples: number;
  /** Predicted class of each example; empty without a readout. */
  readonly predictions: Uint32Array;
  /** Readout of each example, example after example; empty without a readout. */
  readonly outputs: Float32Array | Float64Array;
}

/** What a batch gave whose gradient was taken. */
export interface GradientResult extends BatchResult {
  /** What the learning rule tells about the populations; empty if it tells nothing. */
  readonly reports: readonly PopulationReport[];
}

/** What a training batch gave. */
export interface TrainResult extends GradientResult {
  /** Synapses that rewirings replaced after this batch, by name of the projection. */
  readonly rewired: Readonly<Record<string, number>>;
}

/** What an evaluation gave. */
export interface EvaluateResult extends BatchResult {
  /** Recorded spikes by population. */
  readonly spikes: Readonly<Record<string, SpikeBatch>>;
  /** Recorded variables by population and variable: [example][step][neuron]. */
  readonly variables: Readonly<Record<string, Readonly<Record<string, Float32Array | Float64Array>>>>;
}

// Example numbers of evaluations lie in the upper half, so that evaluating draws nothing that training draws.
const EVALUATION_EXAMPLES = 2 ** 31;

/** A network on a device, ready to run. Dispose of it when done: `await using simulation = await network.compile(cpu())`. */
export class Simulation implements AsyncDisposable {
  /** The network as it was described. */
  readonly network: NetworkDescription;
  /** The plan that the device runs. */
  readonly plan: Plan;
  /** Name of the device. */
  readonly device: string;
  private readonly compiled: CompiledPlan;
  private readonly opened: Device;
  private readonly program: Program;
  private readonly probing: Probes;
  private batchCount = 0;
  private exampleCount = 0;
  private lastSize = 1;
  /** Whether a gradient waits for an update. */
  private pending = false;

  /** @internal Use `network.compile`. */
  constructor(network: NetworkDescription, compiled: CompiledPlan, device: Device, program: Program) {
    this.network = network;
    this.compiled = compiled;
    this.plan = compiled.plan;
    this.opened = device;
    this.device = device.name;
    this.program = program;
    this.probing = new Probes(network, compiled, program);
  }

  /** Number of batches trained so far. */
  get batches(): number {
    return this.batchCount;
  }

  /**
   * Trains on one batch: trial, update, and the rewirings that are due.
   *
   * @param batch - spikes and labels by population name
   * @param shape - size and steps, where no spikes tell them
   */
  async train(batch: Batch, shape: BatchShape = {}): Promise<TrainResult> {
    const result = await this.accumulate(batch, shape);
    await this.update();
    const rewired = await this.rewireWhere((every) => dueAfter(every, this.batchCount));
    return { ...result, rewired };
  }

  /**
   * Runs one batch and adds its gradient, without changing a weight. The next `update` uses the gradient; until then the network
   * cannot be rewired or saved.
   *
   * @param batch - spikes and labels by population name
   * @param shape - size and steps, where no spikes tell them
   */
  async accumulate(batch: Batch, shape: BatchShape = {}): Promise<GradientResult> {
    this.needs('trial', 'train');
    const counters = { firstExample: this.exampleCount, update: this.batchCount };
    const input = trialInput(this.network, this.compiled, batch, shape, counters, true);
    const first = !this.pending;
    // A trial that fails leaves no gradient behind.
    this.pending = false;
    if (first) await this.probing.draw(this.idle(1));
    const result = await this.program.run(this.probing.trial, input);
    this.exampleCount += input.size;
    this.pending = true;
    return { ...this.summary(input, result), reports: reportsOf(this.compiled, result, input.size) };
  }

  /** Turns the gradient of the last batch into new weights. */
  async update(): Promise<void> {
    this.needs('update', 'update');
    await this.program.run('update', this.idle(this.lastSize));
    this.pending = false;
    this.batchCount += 1;
    this.probing.updated();
  }

  /**
   * Runs one batch without learning and returns what is recorded.
   *
   * @param batch - spikes by population name; labels if loss and accuracy are wanted
   * @param shape - size and steps, where no spikes tell them
   */
  async evaluate(batch: Batch = {}, shape: BatchShape = {}): Promise<EvaluateResult> {
    const counters = { firstExample: EVALUATION_EXAMPLES, update: this.batchCount };
    const input = trialInput(this.network, this.compiled, batch, shape, counters, false);
    const result = await this.program.run('evaluate', input);
    const labelled = this.network.readout && batch[this.network.readout.population.name] !== undefined;
    const summary = this.summary(input, result);
    return {
      ...summary,
      ...(labelled ? {} : { loss: NaN, accuracy: NaN }),
      ...recordingsOf(this.network, this.compiled, result),
    };
  }

  /** Runs the rewirings that are scheduled for the end of an epoch. @returns synapses replaced by projection name */
  async endEpoch(): Promise<Readonly<Record<string, number>>> {
    return this.rewireWhere((every) => every === 'epoch');
  }

  /** Runs every rewiring now, whatever its schedule; one that ranks probes only where it is due. @returns synapses replaced by projection name */
  async rewire(): Promise<Readonly<Record<string, number>>> {
    return this.rewireWhere(() => true);
  }

  /** The synapses of a projection with all their variables; the weight is `w`. @param projection - the projection */
  async synapses(projection: Projection): Promise<StoreSnapshot> {
    return this.program.readStore(projection.id);
  }

  /** Bytes that the synapses of a projection take on the device, with their variables, indices and room to grow. @param projection - the projection */
  async synapseBytes(projection: Projection): Promise<number> {
    return this.program.storeBytes(projection.id);
  }

  /** The gradient of the last accumulated batch: the variable `gradient` per synapse. @param projection - a learned projection */
  async gradient(projection: Projection): Promise<StoreSnapshot> {
    const array = this.compiled.gradients.get(projection);
    if (array === undefined) {
      throw new NetworkError('NOT_LEARNED', `Projection '${projection.name}' does not learn, so it has no gradient.`, {
        projection: projection.name,
      });
    }
    return this.program.readShard(array);
  }

  /** Absent pairs that carry a gradient until their rewiring, with it: `gradient` per pair. @param projection - one that is rewired by gradient */
  async probes(projection: Projection): Promise<StoreSnapshot> {
    return this.probing.read(projection);
  }

  /** Changes the learning rate from the next update on. @param rate - greater than 0 @param optimiser - which; all if left out */
  async setLearningRate(rate: number, optimiser?: Optimiser): Promise<void> {
    if (!(Number.isFinite(rate) && rate >= 0)) {
      throw new NetworkError('LEARNING_RATE', `A learning rate must be a number of at least 0, got ${rate}.`, { rate });
    }
    for (const [which, array] of this.compiled.learningRates) {
      if (optimiser === undefined || which === optimiser) await this.program.write(array, Float32Array.of(rate));
    }
  }

  /** Everything that is needed to go on bit for bit. */
  async checkpoint(): Promise<Checkpoint> {
    this.withoutGradient('saved: a checkpoint holds no gradient');
    this.probing.checkSave();
    const { batchCount: batches, exampleCount: examples } = this;
    return { ...(await readState(this.plan, this.program)), batches, examples };
  }

  /** Goes back to a checkpoint of the same network; a gradient that waits for an update is lost. @param checkpoint - from `checkpoint` */
  async restore(checkpoint: Checkpoint): Promise<void> {
    await writeState(this.plan, this.program, checkpoint);
    this.pending = false;
    this.probing.restored();
    this.batchCount = checkpoint.batches;
    this.exampleCount = checkpoint.examples;
  }

  /** Ends the simulation and its device. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.program[Symbol.asyncDispose]();
    await this.opened[Symbol.asyncDispose]();
  }

  private needs(entry: string, what: string): void {
    if (this.plan.entries[entry]) return;
    throw new NetworkError(
      'NOTHING_LEARNS',
      `This network cannot ${what}: nothing in it learns. Call network.learn(projections, { rule, optimiser }) before ` +
        'compile, or simulation.evaluate to run it as it is.',
      { entry },
    );
  }

  private withoutGradient(what: string): void {
    if (!this.pending) return;
    throw new NetworkError(
      'GRADIENT_WAITS',
      `A network with a gradient that waits for an update cannot be ${what}. Call simulation.update() first, or restore a checkpoint.`,
      {},
    );
  }

  private idle(size: number): TrialInput {
    return { size, steps: 1, firstExample: this.exampleCount, update: this.batchCount, spikes: {}, values: {} };
  }

  private async rewireWhere(
    due: (every: NetworkDescription['rewirings'][number]['every']) => boolean,
  ): Promise<Record<string, number>> {
    const rewired: Record<string, number> = {};
    for (const { projection, every } of this.network.rewirings) {
      const id = this.compiled.rewirings.get(projection);
      if (id === undefined || !due(every)) continue;
      this.withoutGradient('rewired: the gradient belongs to the present synapses');
      this.probing.checkRewiring(projection);
      const result = await this.program.run(`rewire.${id}`, this.idle(1));
      this.probing.used(projection);
      rewired[projection.name] = result.rewired[id] ?? 0;
    }
    return rewired;
  }

  private summary(input: TrialInput, result: TrialResult): BatchResult {
    this.lastSize = input.size;
    const { readout } = this.compiled;
    if (!readout || !this.network.readout) {
      return {
        loss: NaN,
        accuracy: NaN,
        examples: input.size,
        predictions: new Uint32Array(0),
        outputs: new Float32Array(0),
      };
    }
    const losses = result.outputs[readout.loss] as Float32Array;
    const predictions = Uint32Array.from(result.outputs[readout.prediction] as Float32Array);
    const labels = input.values[readout.target] as Float32Array;
    const byClass = this.network.readout.loss.target === 'class';
    let correct = 0;
    predictions.forEach((p, e) => (correct += p === labels[e] ? 1 : 0));
    let loss = 0;
    losses.forEach((l) => (loss += l));
    return {
      loss: loss / input.size,
      accuracy: byClass ? correct / input.size : NaN,
      examples: input.size,
      predictions,
      outputs: result.outputs[readout.value] as Float32Array,
    };
  }
}
