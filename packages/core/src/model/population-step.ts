import { variable, ZERO, type Expr } from '../expression/expression.ts';
import { substituteAll } from '../expression/substitute.ts';
import type { NeuronModel } from './neuron.ts';
import type { Quantity } from './quantity.ts';
import { apply, constants, scope, symbols } from './scope.ts';
import type { SynapseModel } from './synapse.ts';

/** A projection as its postsynaptic population sees it. */
export interface IncomingProjection {
  /** Unique among the projections into the population; prefix of its variables. */
  readonly name: string;
  /** The synapse model. */
  readonly synapse: SynapseModel;
}

/**
 * One step of a population, recorded (docs/step.md). Variables: `s.<name>` is the state that the step starts with (after
 * the reset of the step before), `u.<name>` the state after synapses and integration, `z` whether the neuron fired,
 * `arrived.<k>` the summed weight that arrives over incoming projection k, `current` an injected current.
 */
export interface PopulationStep {
  /** Names of the joint state: the neuron's variables, then `<projection>.<variable>` of every incoming projection. */
  readonly names: readonly string[];
  /** Unit, meaning and initial value of each variable. */
  readonly quantities: Readonly<Record<string, Quantity>>;
  /** The state u(t), in terms of `s.*`, `arrived.*` and `current`. */
  readonly integrated: Readonly<Record<string, Expr>>;
  /** Distance above threshold in terms of `u.*`; absent for a graded neuron. */
  readonly threshold?: Expr;
  /** Surrogate slope at threshold in terms of `u.*`; absent for a graded neuron. */
  readonly slope?: Expr;
  /** The state that the next step starts with, in terms of `u.*` and `z`. */
  readonly reset: Readonly<Record<string, Expr>>;
}

/** Label of the variable for the state a step starts with. @param name - variable name */
export const startLabel = (name: string): string => `s.${name}`;
/** Label of the variable for the state after integration. @param name - variable name */
export const stateLabel = (name: string): string => `u.${name}`;
/** Label of the variable for what arrives. @param k - position among the incoming projections */
export const arrivedLabel = (k: number): string => `arrived.${k}`;
/** Label of the variable for the spike of this step. */
export const SPIKE_LABEL = 'z';
/** Label of the variable for the injected current. */
export const CURRENT_LABEL = 'current';

/**
 * Records one step of a population from the models' own hooks. This is the only place that runs them.
 *
 * @param neuron - the neuron model
 * @param incoming - every incoming projection, in order
 * @param dt - step in ms
 * @param injected - whether a current is injected from outside
 */
export function recordPopulationStep(
  neuron: NeuronModel,
  incoming: readonly IncomingProjection[],
  dt: number,
  injected = false,
): PopulationStep {
  const neuronNames = Object.keys(neuron.state);
  const p = scope(neuron.name, 'parameter', constants(neuron.constants(dt)));
  const start = symbols(neuronNames, 's.');
  const integrated: Record<string, Expr> = {};
  const quantities: Record<string, Quantity> = { ...neuron.state };

  let input = injected ? variable(CURRENT_LABEL) : ZERO;
  const synapses: Record<string, Expr> = {};
  incoming.forEach(({ name, synapse }, k) => {
    const ps = scope(synapse.name, 'parameter', constants(synapse.constants(dt)));
    const own = Object.keys(synapse.state);
    const before = Object.fromEntries(own.map((v) => [v, variable(startLabel(`${name}.${v}`))]));
    const arrived = variable(arrivedLabel(k));
    const vars = scope(synapse.name, 'state variable', before);
    const after = apply(synapse.name, before, synapse.integrate(vars, arrived, ps));
    const seen = scope(neuron.name, 'state variable', start);
    input = input.add(synapse.current(scope(synapse.name, 'state variable', after), arrived, ps, seen));
    for (const v of own) {
      synapses[`${name}.${v}`] = after[v] as Expr;
      quantities[`${name}.${v}`] = synapse.state[v] as Quantity;
    }
  });

  const state = scope(neuron.name, 'state variable', start);
  Object.assign(integrated, apply(neuron.name, start, neuron.integrate(state, input, p)), synapses);
  const names = [...neuronNames, ...Object.keys(synapses)];
  const u = symbols(names, 'u.');
  if (!neuron.spike) return { names, quantities, integrated, reset: u };

  const { spike } = neuron;
  const own = Object.fromEntries(neuronNames.map((n) => [n, u[n] as Expr]));
  const after = scope(neuron.name, 'state variable', own);
  const threshold = spike.threshold(after, p);
  const reset = { ...u, ...apply(neuron.name, own, spike.reset(after, variable(SPIKE_LABEL), p)) };
  return { names, quantities, integrated, threshold, slope: spike.surrogate(p)(threshold), reset };
}

/**
 * The whole step from one start state to the next u, for tests and documentation: `reset` put into `integrated`.
 *
 * @param step - the recorded step
 * @returns u(t) in terms of `u.*` and `z` of the step before and `arrived.*` of this step
 */
export function composedStep(step: PopulationStep): Record<string, Expr> {
  const bindings = Object.fromEntries(step.names.map((n) => [startLabel(n), step.reset[n] as Expr]));
  const exprs = substituteAll(
    step.names.map((n) => step.integrated[n] as Expr),
    bindings,
  );
  return Object.fromEntries(step.names.map((n, i) => [n, exprs[i] as Expr]));
}
