import type { Initialiser } from '../connectivity/connection.ts';
import { allToAll } from '../connectivity/all-to-all.ts';
import { UnknownNameError } from '../model/parameters.ts';
import type { NeuronModel } from '../model/neuron.ts';
import { delta } from '../model/synapse.ts';
import type { Backend } from '../plan/backend.ts';
import { NetworkError } from '../plan/plan-errors.ts';
import { checkPlugins } from '../plugin-api.ts';
import { seedKey } from '../random/seed.ts';
import type { Loss } from '../rule/loss.ts';
import type { Readout } from '../rule/readout.ts';
import type { PlasticityRule } from '../rule/plasticity.ts';
import type { Rewiring } from '../rule/rewiring.ts';
import { LiveSimulation } from '../simulation/live-simulation.ts';
import { Simulation } from '../simulation/simulation.ts';
import type {
  LearningDescription,
  NetworkDescription,
  PlasticityDescription,
  Population,
  Projection,
  ReadoutDescription,
  RecordingDescription,
  RewiringDescription,
  RewiringSchedule,
} from './description.ts';
import { checkDraw, checkSizes } from './check-draw.ts';
import { checkSweep } from './check-sweep.ts';
import { checkEnds, checkGiven, checkLive, checkPeriod, checkReadout, checkTrials } from './checks.ts';
import { everyStep } from './every-step.ts';
import { freeName } from './free-name.ts';
import { badSize, hasAlready, nothingNamed, notOurs, takenName } from './network-errors.ts';
import { openNetwork } from './open-network.ts';
import type { LearnOptions, NetworkOptions, PopulationOptions, ProjectionOptions } from './options.ts';

/** A network under construction. */
export class Network {
  private readonly dt: number;
  private readonly seed: number | bigint;
  private readonly cite: string | undefined;
  private readonly populations: Population[] = [];
  private readonly projections: Projection[] = [];
  private readonly learning: LearningDescription[] = [];
  private readonly rewirings: RewiringDescription[] = [];
  private readonly plasticity: PlasticityDescription[] = [];
  private readonly recordings: RecordingDescription[] = [];
  private output: ReadoutDescription | undefined;

  /** @param options - step, seed, source */
  constructor({ dt = 1, seed, cite }: NetworkOptions) {
    if (!(Number.isFinite(dt) && dt > 0)) {
      throw new NetworkError('DT', `The step dt must be a number of milliseconds greater than 0, got ${dt}.`, { dt });
    }
    seedKey(seed);
    this.dt = dt;
    this.seed = seed;
    this.cite = cite;
  }

  /**
   * Adds a population.
   *
   * @param name - unique; the key of its entry in a batch
   * @param size - number of neurons
   * @param model - neuron model
   * @param options - initial state, injected current
   */
  population(name: string, size: number, model: NeuronModel, options: PopulationOptions = {}): Population {
    if (this.populations.some((p) => p.name === name)) throw takenName('population', name);
    if (!Number.isInteger(size) || size < 1) throw badSize(`The size of population '${name}'`, size);
    checkPlugins(model);
    checkPeriod(model);
    const initial = options.initial ?? {};
    const known = Object.keys(model.state);
    for (const variable of Object.keys(initial)) {
      // `<projection>.<variable>` is checked when the network is compiled: the projection comes later.
      if (!variable.includes('.') && !known.includes(variable))
        throw new UnknownNameError(model.name, 'state variable', variable, known);
    }
    const id = this.populations.length;
    const injected = options.current ?? false;
    const population: Population = { kind: 'population', id, name, size, model, initial, injected };
    this.populations.push(population);
    return population;
  }

  /**
   * Adds a projection.
   *
   * @param pre - presynaptic population, which must send spikes
   * @param post - postsynaptic population
   * @param options - connector, weights, synapse model, delay
   */
  project(pre: Population, post: Population, options: ProjectionOptions): Projection {
    this.own(pre);
    this.own(post);
    const { connect, weight, synapse = delta(), delay = 1, format, autapses = pre !== post } = options;
    const name = options.name ?? this.free(`${pre.name}To${post.name.charAt(0).toUpperCase()}${post.name.slice(1)}`);
    if (this.projections.some((p) => p.name === name)) throw takenName('projection', name);
    if (!Number.isInteger(delay) || delay < 1) throw badSize(`The delay of projection '${name}' (in steps)`, delay);
    checkGiven(name, options);
    checkPlugins(synapse);
    checkEnds(pre, post);
    const id = this.projections.length;
    const sharedWeight = typeof weight === 'number' || weight.shared;
    const projection: Projection = {
      kind: 'projection',
      id,
      name,
      pre,
      post,
      connect,
      weight,
      sharedWeight,
      autapses,
      synapse,
      delay,
      format,
    };
    this.projections.push(projection);
    return projection;
  }

  /**
   * Adds a bias: a projection from one neuron that spikes in every step. Like every projection it can learn.
   *
   * @param post - the population that gets one bias per neuron
   * @param weight - initial biases; 0 if left out
   */
  bias(post: Population, weight: Initialiser | number = 0): Projection {
    const source = this.population(this.free(`${post.name}Bias`), 1, everyStep());
    const name = this.free(`${post.name}Bias`);
    return this.project(source, post, { connect: allToAll(), weight, name, format: 'dense' });
  }

  /**
   * Attaches a readout with its loss to a population. A network has one.
   *
   * @param population - the output population
   * @param options - readout and loss
   */
  readout(population: Population, options: { readonly readout: Readout; readonly loss: Loss }): void {
    this.own(population);
    if (this.output) {
      throw new NetworkError(
        'TWO_READOUTS',
        `The network already has a readout, on '${this.output.population.name}'.`,
        { population: this.output.population.name },
      );
    }
    checkPlugins(options.readout, options.loss);
    checkReadout(population, options.readout);
    this.output = { population, ...options };
  }

  /**
   * Makes projections learn.
   *
   * @param projections - one or several
   * @param options - rule and optimiser
   */
  learn(projections: Projection | readonly Projection[], options: LearnOptions): void {
    const list = this.ownAll(projections);
    if (list.length === 0) throw nothingNamed('learn');
    checkPlugins(options.rule, options.optimiser);
    const twice = list.find((p, i) => list.indexOf(p) < i || this.learning.some((l) => l.projections.includes(p)));
    if (twice) throw hasAlready('LEARNS_TWICE', twice, 'learns');
    this.learning.push({ projections: list, ...options });
  }

  /**
   * Makes projections rewire themselves.
   *
   * @param projections - one or several
   * @param rule - the rewiring rule
   * @param schedule - when it runs; after every batch if left out, and `{ every: { steps } }` in a network that runs on
   */
  rewire(
    projections: Projection | readonly Projection[],
    rule: Rewiring,
    schedule: { readonly every: RewiringSchedule } = { every: 'batch' },
  ): void {
    const { every } = schedule;
    checkPlugins(rule);
    checkDraw(rule);
    checkSweep(rule, every);
    const [unit, n] = typeof every === 'object' ? ['steps', every.steps] : ['batches', every];
    if (typeof n !== 'string' && (!Number.isInteger(n) || n < 1))
      throw badSize(`The number of ${unit} between rewirings`, n);
    for (const projection of this.ownAll(projections)) {
      if (this.rewirings.some((r) => r.projection === projection))
        throw hasAlready('REWIRES_TWICE', projection, 'has a rewiring rule');
      checkSizes(rule, projection);
      this.rewirings.push({ projection, rule, every });
    }
  }

  /**
   * Lets projections change their own weights while the network runs. Such a network is started with {@link Network.start}.
   *
   * @param projections - one or several
   * @param rule - the plasticity rule
   */
  plastic(projections: Projection | readonly Projection[], rule: PlasticityRule): void {
    checkPlugins(rule);
    for (const projection of this.ownAll(projections)) {
      if (this.plasticity.some((p) => p.projection === projection))
        throw hasAlready('PLASTIC_TWICE', projection, 'has a plasticity rule');
      this.plasticity.push({ projection, rule });
    }
  }

  /**
   * Records a population in every evaluation, or in every stretch of a network that runs on.
   *
   * @param population - the population
   * @param what - its spikes, and which of its variables (`v`, or `<projection>.<variable>` of a synapse)
   */
  record(population: Population, what: { readonly spikes?: boolean; readonly variables?: readonly string[] }): void {
    this.own(population);
    const { spikes = false, variables = [] } = what;
    const known = [
      ...Object.keys(population.model.state),
      ...this.projections
        .filter((p) => p.post === population)
        .flatMap((p) => Object.keys(p.synapse.state).map((v) => `${p.name}.${v}`)),
    ];
    for (const v of variables) {
      if (!known.includes(v)) throw new UnknownNameError(`population '${population.name}'`, 'state variable', v, known);
    }
    this.recordings.push({ population, spikes, variables });
  }

  /** The network as it stands. */
  describe(): NetworkDescription {
    const { dt, seed, cite, populations, projections, learning, rewirings, plasticity, recordings, output } = this;
    return {
      dt,
      seed,
      cite,
      readout: output,
      populations: [...populations],
      projections: [...projections],
      learning: [...learning],
      rewirings: [...rewirings],
      plasticity: [...plasticity],
      recordings: [...recordings],
    };
  }

  /**
   * Compiles the network for a backend and sets it to its initial state.
   *
   * @param backend - where it runs
   */
  async compile(backend: Backend): Promise<Simulation> {
    checkTrials(this.describe());
    return openNetwork(this.describe(), backend, false, (...parts) => new Simulation(...parts));
  }

  /**
   * Compiles a network that runs on from call to call, as in a simulation of hours, and sets it to its initial state. Its plastic
   * projections change as it runs.
   *
   * @param backend - where it runs
   */
  async start(backend: Backend): Promise<LiveSimulation> {
    checkLive(this.describe());
    return openNetwork(this.describe(), backend, true, (...parts) => new LiveSimulation(...parts));
  }

  private own(population: Population): void {
    if (this.populations[population.id] !== population) throw notOurs('population', population.name);
  }

  private ownAll(projections: Projection | readonly Projection[]): readonly Projection[] {
    const list = 'kind' in projections ? [projections] : projections;
    for (const p of list) if (this.projections[p.id] !== p) throw notOurs('projection', p.name);
    return list;
  }

  private free(wish: string): string {
    return freeName([...this.populations, ...this.projections], wish);
  }
}

/**
 * Starts a network.
 *
 * @param options - step, seed, source
 */
export const network = (options: NetworkOptions): Network => new Network(options);
