import { lift, variable, ZERO, type Expr } from '../expression/expression.ts';
import { substituteAll } from '../expression/substitute.ts';
import type { PopulationDynamics } from '../model/population-dynamics.ts';
import { SPIKE_LABEL, startLabel, stateLabel } from '../model/population-step.ts';
import { apply, scope as named } from '../model/scope.ts';
import { label, STEP, STEPS, variables } from './labels.ts';
import type { LeafNode, Node } from './node.ts';
import type { NewWrite, PlanBuilder } from './plan-builder.ts';
import { bindNeuron, type PopulationPart } from './population-part.ts';
import { Recorder } from './recorder.ts';
import { smallestRecord } from './vertex-cut.ts';

/** Values of a population's step that learning needs later, and the arrays that keep them. */
export interface KeptStep {
  /** The linearised step of the part. */
  readonly linearised: PopulationDynamics;
  /** The signal that the population gives itself in every step; the constant 0 if there is none. */
  readonly ownSignal: Expr;
  /** The arrays. */
  readonly arrays: readonly number[];
  /** Makes a recorder read the kept values instead of computing them. @param recorder - of the later kernel @param read - how */
  replay(recorder: Recorder, read: (array: number) => LeafNode): void;
}

/** The update kernel of a population and what it keeps. */
export interface LoweredPopulation {
  /** The part it was made from. */
  readonly part: PopulationPart;
  /** Id of the update kernel; absent for a population whose spikes are input. */
  readonly kernel: number | undefined;
  /** What it keeps for learning; absent if nothing learns through it. */
  readonly kept: KeptStep | undefined;
  /** Arrays of the recorded variables by name. */
  readonly observed: Readonly<Record<string, number>>;
}

/** What an update kernel keeps, and for how long. */
export interface Keeping {
  /** How many steps learning needs its linearised step; left out if it does not. */
  readonly learning: 'all' | number | undefined;
  /** Variables to record for the user. */
  readonly observe: readonly string[];
}

/**
 * Makes the update kernel of a population: synapses, integration, threshold, reset, readout, own signal, and the record of
 * what learning needs, in one pass over the neurons.
 *
 * @param builder - the plan
 * @param part - the population
 * @param dt - step in ms
 * @param keeping - what it keeps
 */
export function lowerPopulation(
  builder: PlanBuilder,
  part: PopulationPart,
  dt: number,
  keeping: Keeping,
): LoweredPopulation {
  const { population, step, signal, readout } = part;
  if (population.model.source === 'input') return { part, kernel: undefined, kept: undefined, observed: {} };
  const { names } = step;
  const recorder = new Recorder((name) => bindNeuron(part, name), [{ owns: () => true, table: part.draws }]);
  const integrated = (n: string): Expr => step.integrated[n] as Expr;
  const u = Object.fromEntries(names.map((n) => [stateLabel(n), integrated(n)]));
  const z = step.threshold ? variable(SPIKE_LABEL) : ZERO;

  const writes: NewWrite[] = [];
  const reset = substituteAll(
    names.map((n) => step.reset[n] as Expr),
    u,
  );
  names.forEach((n, i) => {
    const value = reset[i] as Expr;
    if (!(value.op === 'variable' && value.label === startLabel(n))) writes.push([part.state[n] as number, value]);
  });

  const output = readout?.rule.reads === 'spikes' ? z : integrated(names[0] ?? '');
  if (readout) {
    const own = variables(Object.keys(readout.state), label.readout);
    const after = apply(
      readout.rule.name,
      own,
      readout.rule.advance({ state: own, y: output, step: STEP, steps: STEPS }),
    );
    for (const [n, array] of Object.entries(readout.state)) writes.push([array, after[n] as Expr]);
  }
  if (part.output !== undefined) writes.push([part.output, output]);

  let ownSignal = ZERO;
  if (signal) {
    const { rule } = signal;
    const own = named(rule.name, 'variable', variables(Object.keys(signal.state), label.signal));
    const slope = step.slope ? (substituteAll([step.slope], u)[0] as Expr) : ZERO;
    const after = apply(rule.name, own, rule.advance?.({ state: own, z, slope, dt }) ?? {});
    for (const [n, array] of Object.entries(signal.state)) {
      if (after[n] !== own[n]) writes.push([array, after[n] as Expr]);
    }
    const scope = { state: named(rule.name, 'variable', after), reduced: {}, steps: STEPS, size: population.size, dt };
    if (rule.at === 'step') ownSignal = lift(rule.signal?.(scope) ?? 0);
  }

  const over = { per: 'neuron', population: population.id } as const;
  const observed: Record<string, number> = {};
  for (const n of keeping.observe) {
    const name = `${population.name}.${n} recorded`;
    observed[n] = builder.array({ name, over, lifetime: 'example', steps: 'all' });
    writes.push([observed[n], integrated(n)]);
  }

  let kept: KeptStep | undefined;
  if (keeping.learning !== undefined) {
    kept = keepStep(builder, part, recorder, ownSignal, keeping.learning, writes);
  }
  const threshold = step.threshold && (substituteAll([step.threshold], u)[0] as Expr);
  const kernel = builder.neurons(
    { name: `${population.name} update`, population: population.id },
    recorder,
    writes,
    threshold?.ge(0),
  );
  return { part, kernel, kept, observed };
}

/** Finds the smallest record of the linearised step and adds the writes that keep it. */
function keepStep(
  builder: PlanBuilder,
  part: PopulationPart,
  recorder: Recorder,
  ownSignal: Expr,
  steps: 'all' | number,
  writes: NewWrite[],
): KeptStep {
  const linearised = part.dynamics;
  const pushed = part.signal?.rule.push ? linearised.distance : [];
  const needed = [...entriesOf(linearised), ...pushed, ownSignal].map((e) => recorder.position(e));
  const cut = smallestRecord(recorder.nodes, needed, varies, storable);
  const over = { per: 'neuron', population: part.population.id } as const;
  const arrays = cut.map((position, i) => {
    const array = builder.array({ name: `${part.population.name} kept ${i}`, over, lifetime: 'example', steps });
    writes.push([array, position]);
    return array;
  });
  // Which expression objects the kept values stand for is known now; later kernels record the same objects.
  const standsFor = [...recorder.recorded()].flatMap(([expr, position]) => {
    const i = cut.indexOf(position);
    return i < 0 ? [] : [[expr, arrays[i] as number] as const];
  });
  return {
    linearised,
    ownSignal,
    arrays,
    replay: (later, read) => standsFor.forEach(([expr, array]) => later.replace(expr, read(array))),
  };
}

const entriesOf = (d: PopulationDynamics): Expr[] => [
  ...d.transition.flat(),
  ...d.reset.flat(),
  ...d.resetSpike,
  ...d.drive.flat(),
  ...d.output,
];

const varies = (leaf: Node): boolean =>
  leaf.op === 'read' || leaf.op === 'fired' || leaf.op === 'uniform' || leaf.op === 'normal';

const TRUTH_VALUES = new Set(['gt', 'ge', 'lt', 'le', 'eq', 'and', 'or', 'not']);
const storable = (node: Node): boolean => !TRUTH_VALUES.has(node.op);
