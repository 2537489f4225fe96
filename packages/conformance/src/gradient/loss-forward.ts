import { variable, type Expr, type Loss, type Readout } from '@growcone/core';
import { dualProgram, fixed, type Dual, type DualProgram, type DualScope } from './dual-program.ts';

/** A loss as it grows over a trial. */
export interface LossForward {
  /** Takes the outputs of a step. @param outputs - one per output neuron @param step - the step, 1 … steps */
  step(outputs: readonly Dual[], step: number): void;
  /** The loss of the trial: summed over the steps, or of the readout. */
  finish(): Dual;
}

/** What a trial is measured against. */
export interface LossQuestion {
  /** What a trial amounts to. */
  readonly readout: Readout;
  /** How wrong it is. */
  readonly loss: Loss;
  /** Class number, or a value per output neuron. */
  readonly target: number | ArrayLike<number>;
  /** Number of output neurons. */
  readonly size: number;
  /** Number of steps. */
  readonly steps: number;
  /** Number of parameters of the derivative. */
  readonly parameters: number;
}

/**
 * Prepares a loss from its own hooks, and differentiates its value, not its declared gradient: that is what is checked.
 *
 * @param question - readout, loss and target
 */
export function lossForward({ readout, loss, target, size, steps, parameters }: LossQuestion): LossForward {
  const names = Object.keys(readout.state);
  const state = Object.fromEntries(names.map((n) => [n, variable(`state ${n}`)]));
  const scope = { state, y: variable('y'), step: variable('step'), steps: variable('steps') };
  const after = { ...state, ...readout.advance(scope) };
  const advance = dualProgram(
    names.map((n) => expr(after[n])),
    parameters,
  );
  const value = dualProgram([readout.value({ state, steps: scope.steps })], parameters);
  const measure = measureOf(loss, parameters);
  const targets = Array.from({ length: size }, (_, k) =>
    typeof target === 'number' ? (k === target ? 1 : 0) : target[k],
  );

  let sum = fixed(0);
  let states = Array.from({ length: size }, () =>
    Object.fromEntries(names.map((n) => [n, fixed(readout.state[n].value)])),
  );
  return {
    step(outputs, step) {
      if (loss.at === 'step') sum = plus(sum, measure(outputs, targets));
      states = states.map((before, k) => {
        const next = advance.evaluate(bind({ y: outputs[k], step: fixed(step), steps: fixed(steps) }, before));
        return Object.fromEntries(names.map((n, i) => [n, next[i]]));
      });
    },
    finish() {
      if (loss.at === 'step') return sum;
      return measure(
        states.map((s) => value.evaluate(bind({ steps: fixed(steps) }, s))[0]),
        targets,
      );
    },
  };
}

const expr = (term: Expr | number | undefined): Expr => term as Expr;

const bind =
  (own: Readonly<Record<string, Dual>>, state: Readonly<Record<string, Dual>>): DualScope =>
  (label) =>
    label.startsWith('state ') ? state[label.slice(6)] : own[label];

/** The loss of one set of outputs: its reductions one after another, then the sum of the neurons' shares. */
function measureOf(loss: Loss, parameters: number): (outputs: readonly Dual[], targets: readonly number[]) => Dual {
  const reduced: Record<string, Expr> = {};
  const scope = () => ({ y: variable('y'), target: variable('target'), reduced: { ...reduced } });
  const reductions: { readonly name: string; readonly operation: 'sum' | 'max'; readonly of: DualProgram }[] = [];
  for (const { name, operation, of } of loss.reductions ?? []) {
    reductions.push({ name, operation, of: dualProgram([of(scope())], parameters) });
    reduced[name] = variable(`reduced ${name}`);
  }
  const share = dualProgram([loss.value(scope())], parameters);
  return (outputs, targets) => {
    const known: Record<string, Dual> = {};
    const each = (program: DualProgram): Dual[] =>
      outputs.map(
        (y, k) =>
          program.evaluate((label) =>
            label === 'y' ? y : label === 'target' ? fixed(targets[k]) : known[label.slice('reduced '.length)],
          )[0],
      );
    for (const { name, operation, of } of reductions) {
      const values = each(of);
      known[name] = operation === 'sum' ? values.reduce(plus) : values.reduce((a, b) => (b.value > a.value ? b : a));
    }
    return each(share).reduce(plus);
  };
}

/** The sum of two duals. @param a - one @param b - the other */
export function plus(a: Dual, b: Dual): Dual {
  const value = a.value + b.value;
  if (!a.tangent || !b.tangent) return { value, tangent: a.tangent ?? b.tangent };
  const other = b.tangent;
  return { value, tangent: a.tangent.map((x, i) => x + other[i]) };
}
