import { lift, variable, type Expr, type OnlineRule, type WeightUpdate } from '@growcone/core';
import { evaluator } from './dual.ts';
import { initialMoment, numbers } from './population.ts';
import type { Run, SmallNet, Wire } from './small-net.ts';

/** The signal that every hidden neuron gives itself: [step][neuron], step 0 being unused. */
export type OwnSignal = readonly (readonly number[])[];

/** ∂L/∂w of every synapse of a wire, from the rule's own hooks, run step by step over recorded moments. */
export function onlineGradient(net: SmallNet, run: Run, rule: OnlineRule, wire: Wire, own: OwnSignal): number[][] {
  const readout = net.spec.readouts.findIndex(({ wires }) => wires.includes(wire));
  const feedbackWires = readout >= 0 ? [] : net.spec.readouts.flatMap(({ wires }, r) => wires.map((w) => ({ w, r })));
  const update = rule.weightUpdate({
    projection: net.site(wire.name),
    feedback: feedbackWires.map(({ w }) => net.site(w.name)),
  });
  const counts = readout >= 0 ? [components(net, readout)] : feedbackWires.map(({ r }) => components(net, r));
  const recorded = record(update, counts);
  const signals = Array.from({ length: net.steps }, (_, i) => signalsAt(i + 1));
  const lag = update.lag ?? 0;
  return net.weights.get(wire.name)!.map((weights, pre) =>
    weights.map((_, post) => {
      let [state, shared, total] = [zeros(update.synapse), zeros(update.pre), 0];
      for (let t = 1; t <= net.steps + lag; t++) {
        const then = t - lag;
        const moments = readout >= 0 ? run.readouts[readout]! : run.hidden;
        const population = readout >= 0 ? net.readouts[readout]! : net.hidden;
        const x = then < 1 ? 0 : net.arrives(wire, run, then, pre).value;
        const at = evaluator({
          ...numbers(then < 1 ? initialMoment(population) : moments[then]![post]!),
          ...prefixed('syn.', state),
          ...prefixed('pre.', shared),
          ...signal(signals[t - 1]?.[post]),
          x,
          own: then < 1 || readout >= 0 ? 0 : own[then]![post]!,
        });
        const next = Object.fromEntries(Object.entries(recorded.synapse).map(([n, e]) => [n, at(e)]));
        shared = Object.fromEntries(Object.keys(shared).map((n) => [n, at(recorded.pre[n]!)]));
        total += next['grad']!;
        state = Object.fromEntries(Object.keys(state).map((n) => [n, next[n]!]));
      }
      return total;
    }),
  );

  /** The signals of a step at every postsynaptic neuron: [neuron][feedback projection][component]. */
  function signalsAt(t: number): number[][][] {
    const perReadout = net.readouts.map((_, r) => run.readouts[r]![t]!.map((__, k) => gradients(net, run, r, t, k)));
    if (readout >= 0) return perReadout[readout]!.map((g) => [g]);
    return run.hidden[t]!.map((_, post) =>
      feedbackWires.map(({ w, r }, p) => {
        const weights = net.weights.get(w.name)![post]!;
        const sum = (m: number): number => weights.reduce((total, v, k) => total + v * perReadout[r]![k]![m]!, 0);
        return Array.from({ length: counts[p]! }, (__, m) => sum(m));
      }),
    );
  }

  /** Signals by label; after the trial they are 0. */
  function signal(of: readonly (readonly number[])[] | undefined): Record<string, number> {
    return Object.fromEntries(
      counts.flatMap((n, p) => Array.from({ length: n }, (_, m) => [`signal.${p}.${m}`, of?.[p]?.[m] ?? 0])),
    );
  }
}

const components = (net: SmallNet, readout: number): number => net.readouts[readout]!.dynamics.components.length;

/** ∂L/∂u of every component of a readout neuron in one step. */
function gradients(net: SmallNet, run: Run, readout: number, t: number, k: number): number[] {
  const at = evaluator(numbers(run.readouts[readout]![t]![k]!));
  return net.readouts[readout]!.dynamics.output.map((e) => net.error(run, readout, t, k) * at(e));
}

/** The hooks of an update, recorded with variables in place of everything they are given. */
function record(
  update: WeightUpdate,
  counts: readonly number[],
): { synapse: Record<string, Expr>; pre: Record<string, Expr> } {
  const named = (of: object | undefined, prefix: string): Record<string, Expr> =>
    Object.fromEntries(Object.keys(of ?? {}).map((n) => [n, variable(prefix + n)]));
  const scope = { pre: named(update.pre, 'pre.'), x: variable('x') };
  const synapse = update.eachSynapse({
    ...scope,
    w: variable('w'),
    syn: named(update.synapse, 'syn.'),
    signals: counts.map((n, p) => Array.from({ length: n }, (_, m) => variable(`signal.${p}.${m}`))),
    ownSignal: variable('own'),
  });
  return { synapse: lifted(synapse), pre: lifted(update.eachPre?.(scope) ?? {}) };
}

const lifted = (writes: Readonly<Record<string, Expr | number | undefined>>): Record<string, Expr> =>
  Object.fromEntries(Object.entries(writes).map(([n, e]) => [n, lift(e!)]));

const zeros = (of: object | undefined): Record<string, number> =>
  Object.fromEntries(Object.keys(of ?? {}).map((n) => [n, 0]));

const prefixed = (prefix: string, values: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(values).map(([n, v]) => [prefix + n, v]));
