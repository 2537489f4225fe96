import type { NeuronModel, PopulationSite, ProjectionSite, SynapseModel } from '@growcone/core';
import { plain, type Dual } from './dual.ts';
import { initialMoment, nextMoment, testPopulation, type Moment, type TestPopulation } from './population.ts';

/** A projection of the test network. */
export interface Wire {
  /** Its name. */
  readonly name: string;
  /** Where it comes from: the input, or the hidden population. */
  readonly from: 'input' | 'hidden';
  /** Its synapse model. */
  readonly synapse: SynapseModel;
  /** Steps from a spike to its arrival. */
  readonly delay: number;
  /** Mean and spread of its weights. */
  readonly weight: readonly [number, number];
}

/** A network of an input, a hidden population that may be recurrent, and readouts. */
export interface NetSpec {
  /** The hidden neurons. */
  readonly hidden: NeuronModel;
  /** Projections into the hidden population. */
  readonly into: readonly Wire[];
  /** The readout populations, with the projections into them. */
  readonly readouts: readonly { readonly model: NeuronModel; readonly wires: readonly Wire[] }[];
  /** Share of the steps in which an input neuron fires. */
  readonly activity?: number;
  /** Seed of weights, input and targets. */
  readonly seed?: number;
  /** Number of steps. */
  readonly steps?: number;
}

/** Sizes of the test networks, and dt in ms. */
const [INPUTS, HIDDEN, OUTPUTS, DT] = [3, 2, 2, 1];

/** A run of a test network: everything that happened, with derivatives if one weight was singled out. */
export interface Run {
  /** Moments of the hidden neurons: [step][neuron], step 0 being the start. */
  readonly hidden: readonly (readonly Moment[])[];
  /** Moments of the readouts: [readout][step][neuron]. */
  readonly readouts: readonly (readonly (readonly Moment[])[])[];
}

/** One weight of a test network. */
export interface Synapse {
  /** Name of its projection. */
  readonly wire: string;
  /** Presynaptic neuron. */
  readonly pre: number;
  /** Postsynaptic neuron. */
  readonly post: number;
}

/** A test network with its weights, input spikes and targets. */
export class SmallNet {
  readonly steps: number;
  readonly hidden: TestPopulation;
  readonly readouts: readonly TestPopulation[];
  readonly spec: NetSpec;
  readonly weights = new Map<string, number[][]>();
  private readonly input: boolean[][];
  private readonly targets: number[][][];

  constructor(spec: NetSpec) {
    const draw = uniformDraws(spec.seed ?? 1);
    this.spec = spec;
    this.steps = spec.steps ?? 400;
    this.hidden = testPopulation(spec.hidden, spec.into, DT);
    this.readouts = spec.readouts.map(({ model, wires }) => testPopulation(model, wires, DT));
    const matrix = ({ from, weight: [mean, spread] }: Wire, posts: number): number[][] =>
      table(from === 'input' ? INPUTS : HIDDEN, posts, () => mean + spread * (2 * draw() - 1));
    for (const wire of spec.into) this.weights.set(wire.name, matrix(wire, HIDDEN));
    for (const wire of spec.readouts.flatMap(({ wires }) => wires)) this.weights.set(wire.name, matrix(wire, OUTPUTS));
    this.input = table(this.steps, INPUTS, () => draw() < (spec.activity ?? 0.25));
    this.targets = spec.readouts.map(() => table(this.steps, OUTPUTS, () => 2 * draw() - 1));
  }

  /** Whether a spike of a presynaptic neuron arrives over a wire. */
  arrives(wire: Wire, run: Run, step: number, pre: number): Dual {
    const sent = step - wire.delay;
    if (sent < 1) return plain(0);
    if (wire.from === 'input') return plain(Number(this.input[sent - 1]![pre]));
    return run.hidden[sent]![pre]!.output;
  }

  /** ∂L/∂output of a readout neuron for L = ½ Σ (y − target)². */
  error(run: Run, readout: number, step: number, neuron: number): number {
    return run.readouts[readout]![step]![neuron]!.output.value - this.targets[readout]![step - 1]![neuron]!;
  }

  /**
   * Runs the network. With a weight given, derivatives with respect to it go along the dynamics of neurons and from the
   * hidden population into the readouts; recurrent spikes carry none. That is what e-prop computes.
   */
  run(by?: Synapse): Run {
    const hidden: Moment[][] = [row(HIDDEN, () => initialMoment(this.hidden))];
    const readouts: Moment[][][] = this.readouts.map((r) => [row(OUTPUTS, () => initialMoment(r))]);
    const run: Run = { hidden, readouts };
    for (let t = 1; t <= this.steps; t++) {
      const into = (wire: Wire, post: number, carries: boolean): Dual => {
        let [value, rate] = [0, 0];
        this.weights.get(wire.name)!.forEach((weights, pre) => {
          const x = this.arrives(wire, run, t, pre);
          value += weights[post]! * x.value;
          if (carries) rate += weights[post]! * x.rate;
          if (by?.wire === wire.name && by.pre === pre && by.post === post) rate += x.value;
        });
        return { value, rate };
      };
      hidden.push(
        row(HIDDEN, (j) =>
          nextMoment(
            this.hidden,
            hidden[t - 1]![j]!,
            this.spec.into.map((w) => into(w, j, false)),
          ),
        ),
      );
      readouts.forEach((moments, r) => {
        const { wires } = this.spec.readouts[r]!;
        moments.push(
          row(OUTPUTS, (k) =>
            nextMoment(
              this.readouts[r]!,
              moments[t - 1]![k]!,
              wires.map((w) => into(w, k, true)),
            ),
          ),
        );
      });
    }
    return run;
  }

  /** What a learning rule sees of a projection. */
  site(wireName: string): ProjectionSite {
    const populations = [
      { name: 'hidden', readout: false, of: this.hidden },
      ...this.readouts.map((of, r) => ({ name: `readout${r}`, readout: true, of })),
    ];
    for (const { name, readout, of } of populations) {
      const incoming = of.incoming.findIndex((w) => w.name === wireName);
      if (incoming < 0) continue;
      return { name: wireName, delay: of.incoming[incoming]!.delay, incoming, post: populationSite(name, readout, of) };
    }
    throw new Error(`no wire ${wireName}`);
  }
}

const populationSite = (name: string, readout: boolean, { step, dynamics }: TestPopulation): PopulationSite => ({
  name,
  spiking: step.threshold !== undefined,
  readout,
  dynamics,
});

const row = <T>(n: number, f: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => f(i));
const table = <T>(rows: number, columns: number, f: () => T): T[][] => row(rows, () => row(columns, f));

/** Draws in (0, 1): a Lehmer generator. */
export function uniformDraws(seed: number): () => number {
  let state = (seed * 2654435761) % 2147483647 || 1;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}
