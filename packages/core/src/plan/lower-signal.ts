import { lift, variable, type Expr } from '../expression/expression.ts';
import { apply, scope as named } from '../model/scope.ts';
import type { SignalReport, SignalScope } from '../rule/neuron-signal.ts';
import { label, STEPS, variables } from './labels.ts';
import type { LeafNode } from './node.ts';
import type { Op } from './op.ts';
import { UnsupportedRuleError } from './plan-errors.ts';
import type { NewWrite, PlanBuilder } from './plan-builder.ts';
import type { PopulationPart } from './population-part.ts';
import { Recorder, type Bind } from './recorder.ts';

/** A report in a plan. */
export interface LoweredReport {
  /** What it is. */
  readonly report: SignalReport;
  /** Output array of its sum over the neurons. */
  readonly array: number;
}

/** What a population's own signal does after a trial. */
export interface LoweredSignal {
  /** Runs after the forward sweep of an example. */
  readonly afterTrial: readonly Op[];
  /** Runs after the batch: what the next one starts from. */
  readonly means: readonly Op[];
  /** Arrays over the population of a signal of the trial. */
  readonly trial: {
    /** ∂L/∂z of every step. */
    readonly signal: number | undefined;
    /** ∂L/∂(distance above threshold) of every step. */
    readonly push: number | undefined;
  };
  /** Its reports. */
  readonly reports: readonly LoweredReport[];
}

const run = (kernel: number): Op => ({ op: 'run', kernel, replay: false });

/**
 * Makes the kernels of a population's own signal that run after a trial: its finished variables, what it reduces and reports,
 * and the signal of the trial.
 *
 * @param builder - the plan
 * @param part - the population
 * @param dt - step in ms
 */
export function lowerSignal(builder: PlanBuilder, part: PopulationPart, dt: number): LoweredSignal | undefined {
  const { signal, population } = part;
  if (!signal) return undefined;
  const { rule } = signal;
  const { id, name, size } = population;
  const over = { per: 'neuron', population: id } as const;
  if (rule.push && rule.at === 'step') {
    throw new UnsupportedRuleError(
      rule.name,
      'push-of-step',
      "a push on the distance above threshold is known after the trial only. Use at: 'trial'.",
    );
  }

  // The reverse sweep may run the forward body again, so the finished variables are copied out of its way.
  const final = Object.fromEntries(
    Object.keys(signal.state).map((n) => [
      n,
      builder.array({ name: `${name}.${n} at end`, over, lifetime: n in signal.start ? 'output' : 'example' }),
    ]),
  );
  const reduced: Record<string, number> = {};
  const bindTo =
    (state: Readonly<Record<string, number>>): Bind =>
    (n): LeafNode | undefined => {
      if (n === 'steps') return { op: 'steps' };
      const own = Object.entries(state).find(([key]) => label.signal(key) === n);
      if (own) return { op: 'read', array: own[1], at: 'neuron', lag: 0 };
      const found = Object.entries(reduced).find(([key]) => label.reduced(key) === n);
      return found && { op: 'read', array: found[1], at: 'network', lag: 0 };
    };
  const own = named(rule.name, 'variable', variables(Object.keys(signal.state), label.signal));
  const scope = (): SignalScope => ({
    state: own,
    reduced: named(rule.name, 'reduction', variables(Object.keys(reduced), label.reduced)),
    steps: STEPS,
    size,
    dt,
  });
  const neurons = (suffix: string, bind: Bind, writes: readonly NewWrite[]): Op =>
    run(builder.neurons({ name: `${name} ${suffix}`, population: id }, new Recorder(bind), writes));
  const sumOf = (suffix: string, operation: 'sum' | 'max', into: number, value: Expr): Op => {
    const head = { name: `${name} ${suffix}`, population: id, operation, into, add: false };
    return run(builder.reduce(head, new Recorder(bindTo(final)), value));
  };

  const finished = apply(rule.name, own, rule.finish?.(scope()) ?? {});
  const copies = Object.entries(final).map(([n, array]): NewWrite => [array, finished[n] as Expr]);
  const afterTrial: Op[] = [neurons(`${rule.name} at end`, bindTo(signal.state), copies)];
  for (const reduction of rule.reductions ?? []) {
    const into = builder.array({ name: `${name} ${reduction.name}`, over: { per: 'network' }, lifetime: 'example' });
    afterTrial.push(sumOf(reduction.name, reduction.operation, into, lift(reduction.of(scope()))));
    reduced[reduction.name] = into;
  }
  const ofTrial = (hook: ((scope: SignalScope) => Expr) | undefined, suffix: string): number | undefined => {
    if (!hook || rule.at === 'step') return undefined;
    const into = builder.array({ name: `${name} ${suffix}`, over, lifetime: 'example' });
    afterTrial.push(neurons(suffix, bindTo(final), [[into, lift(hook(scope()))]]));
    return into;
  };
  const trial = { signal: ofTrial(rule.signal, `${rule.name} signal`), push: ofTrial(rule.push, `${rule.name} push`) };
  const reports = (rule.reports ?? []).map((report): LoweredReport => {
    const array = builder.array({ name: `${name} ${report.name}`, over: { per: 'network' }, lifetime: 'output' });
    afterTrial.push(sumOf(report.name, 'sum', array, lift(report.of(scope()))));
    return { report, array };
  });
  const means = Object.entries(signal.start).map(([n, into]): Op => ({
    op: 'meanOverExamples',
    from: final[n] as number,
    into,
  }));
  return { afterTrial, means, trial, reports };
}

/** A variable that a signal of the trial is recorded as in later kernels. */
export const OWN_SIGNAL: Expr = variable('own signal');
/** A variable that a push of the trial is recorded as in later kernels. */
export const OWN_PUSH: Expr = variable('own push');
