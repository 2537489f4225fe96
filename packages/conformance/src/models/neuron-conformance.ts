import {
  arrivedLabel,
  delta,
  freeVariables,
  recordPopulationStep,
  SPIKE_LABEL,
  stateLabel,
  type NeuronModel,
  type PopulationStep,
} from '@growcone/core';
import type { Check } from '../check/check.ts';
import { makeCheck, type Judge } from '../check/judge.ts';
import { judgeDerivatives } from './derivative-checks.ts';
import { judgeDynamics, labelsOf } from './dynamics-check.ts';
import { evaluate } from './evaluate.ts';
import { parameterChecks, type Factory } from './parameter-checks.ts';
import { judgePeak, judgeReset, stateAfter } from './spike-laws.ts';
import { decayingSynapse } from './synapses.ts';
import { visitedStates, type VisitedStates } from './visited-states.ts';

/** What else is known of a neuron model. */
export interface NeuronConformanceOptions {
  /** Makes the model from parameter values: what `defineNeuron` returned. Without it, parameters are not checked. */
  readonly factory?: Factory<NeuronModel>;
  /** Step in ms; 1 if left out. */
  readonly dt?: number;
}

/**
 * Checks a neuron model: what it says about itself, its equations and their derivatives at the states that it visits, its
 * reset, and its linearised step.
 *
 * ```ts fragment
 * describeChecks('my neuron', neuronConformance(myNeuron(), { factory: myNeuron }), { describe, it });
 * ```
 *
 * @param model - the model
 * @param options - its factory, the step
 */
export function neuronConformance(
  model: NeuronModel,
  { factory, dt = 1 }: NeuronConformanceOptions = {},
): readonly Check[] {
  const { name } = model;
  const about = parameterChecks(model, factory);
  if (model.source === 'input') return about;
  let known: VisitedStates | undefined;
  const states = (): VisitedStates =>
    (known ??= visitedStates(
      model,
      [
        { name: 'a', synapse: decayingSynapse() },
        { name: 'b', synapse: decayingSynapse({ tau: 2 }) },
      ],
      dt,
    ));
  const input = `${name} with two decaying synapses, driven at random for 300 steps of ${dt} ms`;
  const check = (what: string, law: string, body: (judge: Judge, states: VisitedStates) => void): Check =>
    makeCheck(`${name}: ${what}`, law, input, (judge) => body(judge, states()));
  return [
    ...about,
    check('constants are finite', 'Parameters and derived constants are finite numbers at any step.', (judge) => {
      for (const step of [0.01, 0.1, 1, 5]) {
        for (const [constant, value] of Object.entries(model.constants(step))) {
          judge.holds(`${constant} at dt = ${step} ms`, Number.isFinite(value), 'a finite number', `${value}`);
        }
      }
    }),
    check(
      'state stays finite',
      'Under a drive that makes it fire now and then, no variable grows without bound.',
      (judge, { visited, strength }) =>
        judge.holds(
          'steps until a value is not finite',
          visited.length === 300,
          '300 and more',
          `${visited.length}, at strength ${strength}`,
        ),
    ),
    check('recording is pure', 'Recording a hook twice gives the same equations.', judgePurity(model, dt)),
    check('derivatives', 'Symbolic derivatives of the equations equal central differences.', judgeEquations),
    check(
      'learning sees the equations',
      'Integration and threshold detach nothing: only the spike of a reset may be kept out of learning.',
      judgeDetached,
    ),
    ...(model.spike && takesInput(model, dt) ? spikeChecks(check, model, dt) : []),
    check(
      'linearised step',
      'D, b and ψ, swept backwards, give the derivatives that dual numbers give forwards.',
      (judge, s) => judgeDynamics(judge, model, s, dt),
    ),
  ];
}

/** Whether what arrives can change the neuron; a source that fires by itself need not. */
function takesInput(model: NeuronModel, dt: number): boolean {
  const { integrated } = recordPopulationStep(model, [{ name: 'a', synapse: delta() }], dt);
  return freeVariables(...Object.values(integrated)).has(arrivedLabel(0));
}

function spikeChecks(
  check: (what: string, law: string, body: (judge: Judge, states: VisitedStates) => void) => Check,
  model: NeuronModel,
  dt: number,
): readonly Check[] {
  return [
    check(
      'fires',
      'Some drive makes a spiking neuron fire, and it does not fire in every step.',
      (judge, { spikes, visited }) =>
        judge.holds(
          'spikes in 300 steps at the best strength',
          spikes > 0 && spikes < visited.length,
          'some, not all',
          `${spikes}`,
        ),
    ),
    check(
      'a spike has an effect',
      'The reset changes the state of a neuron that fires, or the threshold that it meets.',
      (judge, { step, visited }) => {
        for (const at of visited.filter((v) => v.scope[SPIKE_LABEL] === 1)) {
          const [silent, spiking] = [stateAfter(step, at, 0), stateAfter(step, at, 1)];
          const changed = silent.some((x, i) => x !== spiking[i]);
          judge.holds(
            `state after a spike at ${step.names.map((n) => `${n} = ${at.scope[stateLabel(n)]}`).join(', ')}`,
            changed,
            'another one than without it',
            'the same',
          );
        }
      },
    ),
    check(
      'a spike moves it away',
      'After the reset of a spike a neuron is further from threshold than without it.',
      judgeReset,
    ),
    check(
      'surrogate slope',
      'The surrogate slope is a finite number of at least 0, and not 0 everywhere.',
      (judge, { step, visited }) => {
        const slopes = visited.map(({ scope }) => (step.slope ? evaluate([step.slope], scope).values[0] : 0));
        slopes.forEach((slope, i) =>
          judge.holds(
            `slope at distance ${visited[i].distance}`,
            slope >= 0 && Number.isFinite(slope),
            'at least 0',
            `${slope}`,
          ),
        );
        judge.holds(
          'largest slope',
          Math.max(...slopes) > 0,
          'above 0, or nothing is ever learned',
          `${Math.max(...slopes)}`,
        );
      },
    ),
    check(
      'slope at threshold',
      'The surrogate slope is largest at threshold, where the step is that it stands in for.',
      (judge, states) => judgePeak(judge, model, dt, states),
    ),
  ];
}

function judgeEquations(judge: Judge, states: VisitedStates): void {
  const { step, visited } = states;
  const { start, state } = labelsOf(states);
  const points = visited.filter((_, i) => i % 5 === 0).map((v) => v.scope);
  let compared = 0;
  for (const name of step.names) {
    compared += judgeDerivatives(judge, { what: `integrate: ${name}`, expr: step.integrated[name], by: start, points });
    compared += judgeDerivatives(judge, { what: `reset: ${name}`, expr: step.reset[name], by: state, points });
  }
  if (step.threshold)
    compared += judgeDerivatives(judge, { what: 'threshold', expr: step.threshold, by: state, points });
  const all = points.length * (step.names.length * (start.length + state.length) + (step.threshold ? state.length : 0));
  judge.holds('points away from kinks', compared > all / 4, 'most', `${compared} of ${all}`);
}

function judgeDetached(judge: Judge, states: VisitedStates): void {
  const { step, visited } = states;
  const { start, state } = labelsOf(states);
  const points = visited.filter((_, i) => i % 5 === 0).map((v) => v.scope);
  for (const name of step.names)
    judgeDerivatives(judge, {
      what: `integrate: ${name}`,
      expr: step.integrated[name],
      by: start,
      points,
      whole: true,
    });
  if (step.threshold)
    judgeDerivatives(judge, { what: 'threshold', expr: step.threshold, by: state, points, whole: true });
}

const judgePurity =
  (model: NeuronModel, dt: number) =>
  (judge: Judge, { step, incoming, visited }: VisitedStates): void => {
    const again = visitedStates(model, incoming, dt).step;
    const all = ({ names, integrated, reset, threshold, slope }: PopulationStep) => [
      ...names.flatMap((n) => [integrated[n], reset[n]]),
      ...(threshold ? [threshold] : []),
      ...(slope ? [slope] : []),
    ];
    for (const { scope } of visited.slice(0, 20)) {
      judge.equal('values of the equations', evaluate(all(step), scope).values, evaluate(all(again), scope).values);
    }
  };
