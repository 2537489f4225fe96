import { recordPopulationStep, startLabel, type NeuronModel, type SynapseModel } from '@growcone/core';
import type { Check } from '../check/check.ts';
import { makeCheck, type Judge } from '../check/judge.ts';
import { judgeDerivatives } from './derivative-checks.ts';
import { judgeDynamics, labelsOf } from './dynamics-check.ts';
import { evaluate } from './evaluate.ts';
import { leakyUnit } from './neurons.ts';
import { parameterChecks, type Factory } from './parameter-checks.ts';
import { visitedStates, type VisitedStates } from './visited-states.ts';

/** What else is known of a synapse model. */
export interface SynapseConformanceOptions {
  /** Makes the model from parameter values: what `defineSynapse` returned. Without it, parameters are not checked. */
  readonly factory?: Factory<SynapseModel>;
  /** The postsynaptic neuron; a leaky one with the potential `v` if left out. */
  readonly post?: NeuronModel;
  /** Step in ms; 1 if left out. */
  readonly dt?: number;
}

/**
 * Checks a synapse model: what it says about itself, its equations and their derivatives, that a spike has an effect and
 * silence has none, and the linearised step of a neuron behind it.
 *
 * @param model - the model
 * @param options - its factory, the neuron behind it, the step
 */
export function synapseConformance(
  model: SynapseModel,
  { factory, post = leakyUnit(), dt = 1 }: SynapseConformanceOptions = {},
): readonly Check[] {
  const { name } = model;
  let known: VisitedStates | undefined;
  const incoming = [
    { name: 'a', synapse: model },
    { name: 'b', synapse: model },
  ];
  const states = (): VisitedStates => (known ??= visitedStates(post, incoming, dt));
  const input = `two projections with ${name} into one ${post.name}, driven at random for 300 steps of ${dt} ms`;
  const check = (what: string, law: string, body: (judge: Judge, states: VisitedStates) => void): Check =>
    makeCheck(`${name}: ${what}`, law, input, (judge) => body(judge, states()));
  return [
    ...parameterChecks(model, factory),
    check('state stays finite', 'Under random input no variable grows without bound.', (judge, { visited }) =>
      judge.holds('steps until a value is not finite', visited.length === 300, '300 and more', `${visited.length}`),
    ),
    check('derivatives', 'Symbolic derivatives of the equations equal central differences.', (judge, s) => {
      const points = s.visited.filter((_, i) => i % 5 === 0).map((v) => v.scope);
      const { start } = labelsOf(s);
      for (const n of s.step.names)
        judgeDerivatives(judge, { what: `integrate: ${n}`, expr: s.step.integrated[n], by: start, points });
    }),
    check('learning sees the equations', 'Integration detaches nothing.', (judge, s) => {
      const points = s.visited.filter((_, i) => i % 5 === 0).map((v) => v.scope);
      const { start } = labelsOf(s);
      for (const n of s.step.names)
        judgeDerivatives(judge, {
          what: `integrate: ${n}`,
          expr: s.step.integrated[n],
          by: start,
          points,
          whole: true,
        });
    }),
    check('what arrived does not grow', 'In silence, the state that a spike left does not grow on and on.', (judge) =>
      judgeFading(judge, post, model, dt),
    ),
    check('silence', 'A synapse over which nothing ever arrived makes no current.', (judge) =>
      judgeSilence(judge, post, model, dt),
    ),
    check('a spike has an effect', 'What arrives changes the postsynaptic neuron, sooner or later.', (judge) =>
      judgeEffect(judge, post, model, dt),
    ),
    check(
      'linearised step',
      'D, b and ψ, swept backwards, give the derivatives that dual numbers give forwards.',
      (judge, s) => judgeDynamics(judge, post, s, dt),
    ),
  ];
}

/** State of the neuron itself over some steps, started off its rest, with something arriving in the first. */
function course(post: NeuronModel, model: SynapseModel | undefined, dt: number, arrived: number): number[][] {
  const step = recordPopulationStep(post, model ? [{ name: 'a', synapse: model }] : [], dt);
  const own = Object.keys(post.state);
  // Away from rest, so that a conductance whose reversal potential is that of rest has an effect.
  const start = (n: string): number => step.quantities[n].value + (own.includes(n) ? 0.37 : 0);
  let state = Object.fromEntries(step.names.map((n) => [startLabel(n), start(n)]));
  return Array.from({ length: 20 }, (_, t) => {
    const { values } = evaluate(
      step.names.map((n) => step.integrated[n]),
      { ...state, 'arrived.0': t === 0 ? arrived : 0 },
    );
    state = Object.fromEntries(step.names.map((n, i) => [startLabel(n), values[i]]));
    return own.map((n) => values[step.names.indexOf(n)]);
  });
}

function judgeSilence(judge: Judge, post: NeuronModel, model: SynapseModel, dt: number): void {
  const alone = course(post, undefined, dt, 0);
  const silent = course(post, model, dt, 0);
  alone.forEach((state, t) =>
    judge.equal(`state of ${post.name} behind a silent synapse in step ${t + 1}`, state, silent[t]),
  );
}

function judgeEffect(judge: Judge, post: NeuronModel, model: SynapseModel, dt: number): void {
  const silent = course(post, model, dt, 0).flat();
  const moved = course(post, model, dt, 0.5)
    .flat()
    .some((x, i) => x !== silent[i]);
  judge.holds(
    `state of ${post.name} in the 20 steps after a weight of 0.5 arrived`,
    moved,
    'another one than without it',
    'the same',
  );
}

/** Steps in which a synapse may rise, and as many in which it must not rise any more. */
const RISING = 1000;

function judgeFading(judge: Judge, post: NeuronModel, model: SynapseModel, dt: number): void {
  const step = recordPopulationStep(post, [{ name: 'a', synapse: model }], dt);
  const names = step.names.filter((n) => !Object.hasOwn(post.state, n));
  const own = step.names.filter((n) => Object.hasOwn(post.state, n));
  const still = Object.fromEntries(own.map((n) => [startLabel(n), step.quantities[n].value]));
  const largest = [0, 0];
  let state = Object.fromEntries(names.map((n) => [startLabel(n), step.quantities[n].value]));
  for (let t = 0; t < 2 * RISING; t++) {
    const { values } = evaluate(
      names.map((n) => step.integrated[n]),
      { ...still, ...state, 'arrived.0': t === 0 ? 1 : 0 },
    );
    state = Object.fromEntries(names.map((n, i) => [startLabel(n), values[i]]));
    const half = t < RISING ? 0 : 1;
    largest[half] = Math.max(largest[half], ...values.map(Math.abs));
  }
  judge.holds(
    `largest variable ${RISING} to ${2 * RISING} steps after a weight of 1 arrived`,
    largest[1] <= largest[0],
    `at most ${largest[0]}, the largest until then`,
    `${largest[1]}`,
  );
}
