import { inPostOrder } from '../connectivity/post-order.ts';
import type { StoreSnapshot } from '../connectivity/snapshot.ts';
import type { NetworkDescription, Projection } from '../network/description.ts';
import type { Device, Program, SpikeBatch } from '../plan/backend.ts';
import type { CompiledPlan } from '../plan/compile-plan.ts';
import { NetworkError } from '../plan/plan-errors.ts';
import type { Plan } from '../plan/plan.ts';
import { trialInput, type Batch } from './batch.ts';
import type { LiveCheckpoint } from './checkpoint.ts';
import { recordingsOf } from './recordings.ts';
import { readState, writeState } from './saved-state.ts';

/** What a stretch of a network that runs on gave. */
export interface Stretch {
  /** Recorded spikes by population; step 1 is the first of this stretch. */
  readonly spikes: Readonly<Record<string, SpikeBatch>>;
  /** Recorded variables by population and variable: [step][neuron]. */
  readonly variables: Readonly<Record<string, Readonly<Record<string, Float32Array | Float64Array>>>>;
  /** Milliseconds by part of a step, where the device was asked to tell; empty elsewhere. */
  readonly milliseconds: Readonly<Record<string, number>>;
}

/**
 * A network that runs on: every call goes on where the one before ended, and plastic synapses change as it goes. How a time is cut
 * into stretches changes no bit. Dispose of it when done: `await using live = await network.start(cpu())`.
 */
export class LiveSimulation implements AsyncDisposable {
  /** The network as it was described. */
  readonly network: NetworkDescription;
  /** The plan that the device runs. */
  readonly plan: Plan;
  /** Name of the device. */
  readonly device: string;
  private readonly compiled: CompiledPlan;
  private readonly opened: Device;
  private readonly program: Program;
  private stepCount = 0;
  private past: Readonly<Record<number, SpikeBatch>> = {};

  /** @internal Use `network.start`. */
  constructor(network: NetworkDescription, compiled: CompiledPlan, device: Device, program: Program) {
    this.network = network;
    this.compiled = compiled;
    this.plan = compiled.plan;
    this.opened = device;
    this.device = device.name;
    this.program = program;
  }

  /** Number of steps so far. */
  get steps(): number {
    return this.stepCount;
  }

  /**
   * Runs on.
   *
   * @param steps - number of steps
   * @param input - spikes and currents by population name, one example each, where the network has sources that need them
   */
  async advance(steps: number, input: Batch = {}): Promise<Stretch> {
    if (!Number.isInteger(steps) || steps < 1) {
      throw new NetworkError('STEPS', `The number of steps must be a whole number of at least 1, got ${steps}.`, {
        steps,
      });
    }
    const counters = { firstExample: 0, update: 0 };
    const given = trialInput(this.network, this.compiled, input, { size: 1, steps }, counters, false);
    if (given.steps !== steps) {
      throw new NetworkError(
        'STEPS',
        `The input has ${given.steps} steps, but the network is to run ${steps}. Give as many.`,
        {
          steps,
          input: given.steps,
        },
      );
    }
    const result = await this.program.run('advance', { ...given, firstStep: this.stepCount, past: this.past });
    this.stepCount += steps;
    this.past = result.recent ?? {};
    return { ...recordingsOf(this.network, this.compiled, result), milliseconds: result.milliseconds ?? {} };
  }

  /** The synapses of a projection with all their variables, in ascending order of both neurons; the weight is `w`. @param projection - the projection */
  async synapses(projection: Projection): Promise<StoreSnapshot> {
    return inPostOrder(await this.program.readStore(projection.id));
  }

  /** Bytes that the synapses of a projection take on the device, with their variables, indices and room to grow. @param projection - the projection */
  async synapseBytes(projection: Projection): Promise<number> {
    return this.program.storeBytes(projection.id);
  }

  /** Everything that is needed to go on bit for bit. */
  async checkpoint(): Promise<LiveCheckpoint> {
    const state = await readState(this.plan, this.program);
    const stores = Object.fromEntries(Object.entries(state.stores).map(([id, store]) => [id, inPostOrder(store)]));
    return { ...state, stores, steps: this.stepCount, past: { ...this.past } };
  }

  /** Goes back to a checkpoint of the same network. @param checkpoint - from `checkpoint` */
  async restore(checkpoint: LiveCheckpoint): Promise<void> {
    await writeState(this.plan, this.program, checkpoint);
    this.stepCount = checkpoint.steps;
    this.past = checkpoint.past;
  }

  /** Ends the simulation and its device. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.program[Symbol.asyncDispose]();
    await this.opened[Symbol.asyncDispose]();
  }
}
