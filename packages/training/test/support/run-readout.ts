import { evaluator, lift, variable, type Readout } from '@growcone/core';

/** The readout of a trial with outputs `y` (steps 1 …), and ∂readout/∂y of every step. */
export function runReadout(readout: Readout, y: readonly number[]): { value: number; share: number[] } {
  const names = Object.keys(readout.state);
  const symbols = Object.fromEntries(names.map((n) => [n, variable(n)]));
  const [step, steps] = [variable('step'), variable('steps')];
  let state = Object.fromEntries(names.map((n) => [n, readout.state[n]!.value]));
  const writes = readout.advance({ state: symbols, y: variable('y'), step, steps });
  y.forEach((value, i) => {
    const at = evaluator({ ...state, y: value, step: i + 1, steps: y.length });
    state = Object.fromEntries(names.map((n) => [n, writes[n] === undefined ? state[n]! : at(lift(writes[n]))]));
  });
  const at = (t: number): ReturnType<typeof evaluator> => evaluator({ ...state, step: t, steps: y.length });
  return {
    value: at(y.length)(readout.value({ state: symbols, steps })),
    share: y.map((_, i) => at(i + 1)(readout.share({ state: symbols, step, steps }))),
  };
}
