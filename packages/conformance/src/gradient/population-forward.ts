import { lift, variable, type Expr, type NeuronModel, type SynapseModel } from '@growcone/core';
import { dualProgram, fixed, type Dual } from './dual-program.ts';

/** State of one neuron: its own variables, and those of every incoming projection as `<position>.<name>`. */
type NeuronState = Record<string, Dual>;

/** What came out of a neuron's step. */
export interface NeuronOutput {
  /** The spike, 0 or 1, with its surrogate derivative; for a graded neuron its first variable. */
  readonly output: Dual;
  /** The state that the next step starts with. */
  readonly next: NeuronState;
}

/** Advances neurons of one population by dual numbers. */
export interface PopulationForward {
  /** State at the start of a trial. */
  readonly initial: NeuronState;
  /** One step of one neuron. @param state - where it starts @param arrived - summed weight over each incoming projection */
  step(state: NeuronState, arrived: readonly Dual[]): NeuronOutput;
}

/**
 * Prepares a population from the models' own hooks: synapses, then integration, then threshold, then the reset that opens
 * the next step. Written a second time on purpose, apart from the planner that it checks.
 *
 * @param model - the neuron model
 * @param incoming - synapse models of the incoming projections, in order
 * @param dt - step in ms
 * @param parameters - number of parameters of the derivative
 * @param draw - value of a random draw; without it, models with draws are refused
 */
export function populationForward(
  model: NeuronModel,
  incoming: readonly SynapseModel[],
  dt: number,
  parameters: number,
  draw?: () => number,
): PopulationForward {
  const own = Object.keys(model.state);
  const p = constantsOf(model.constants(dt));
  const state = Object.fromEntries(own.map((n) => [n, variable(n)]));
  const initial: NeuronState = Object.fromEntries(own.map((n) => [n, fixed(model.state[n].value)]));

  // Synapses first: their new state and the current that it makes, seen together with the neuron's state at the start.
  let current: Expr = lift(0);
  const synaptic: Record<string, Expr> = {};
  incoming.forEach((synapse, k) => {
    const ps = constantsOf(synapse.constants(dt));
    const names = Object.keys(synapse.state);
    const before = Object.fromEntries(names.map((n) => [n, variable(`${k}.${n}`)]));
    const arrived = variable(`arrived ${k}`);
    const after = written(before, synapse.integrate(before, arrived, ps));
    for (const n of names) {
      synaptic[`${k}.${n}`] = after[n];
      initial[`${k}.${n}`] = fixed(synapse.state[n].value);
    }
    current = current.add(synapse.current(after, arrived, ps, state));
  });
  const integrated = written(state, model.integrate(state, current, p));

  const integrateNames = [...own, ...Object.keys(synaptic)];
  const integrate = dualProgram([...own.map((n) => integrated[n]), ...Object.values(synaptic)], parameters, draw);
  const { spike } = model;
  const distance = spike?.threshold(state, p);
  const fire = distance && spike ? dualProgram([distance, spike.surrogate(p)(distance)], parameters, draw) : undefined;
  const reset =
    spike && dualProgram(Object.values(written(state, spike.reset(state, variable('z'), p))), parameters, draw);

  return {
    initial,
    step(before, arrived) {
      const values = integrate.evaluate((label) =>
        label.startsWith('arrived ') ? arrived[Number(label.slice(8))] : before[label],
      );
      const u: NeuronState = Object.fromEntries(integrateNames.map((n, i) => [n, values[i]]));
      if (!fire || !reset) return { output: u[own[0]], next: u };
      const [d, slope] = fire.evaluate((label) => u[label]);
      const z: Dual = { value: d.value >= 0 ? 1 : 0, tangent: d.tangent?.map((x) => x * slope.value) };
      const after = reset.evaluate((label) => (label === 'z' ? z : u[label]));
      return { output: z, next: { ...u, ...Object.fromEntries(own.map((n, i) => [n, after[i]])) } };
    },
  };
}

const constantsOf = (values: Readonly<Record<string, number>>): Record<string, Expr> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, lift(value)]));

function written(
  before: Readonly<Record<string, Expr>>,
  writes: Readonly<Record<string, Expr | number | undefined>> | undefined,
): Record<string, Expr> {
  const after = { ...before };
  for (const [name, value] of Object.entries(writes ?? {})) {
    if (value !== undefined) after[name] = typeof value === 'number' ? lift(value) : value;
  }
  return after;
}
