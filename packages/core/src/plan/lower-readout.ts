import { variable, type Expr } from '../expression/expression.ts';
import type { Loss } from '../rule/loss.ts';
import { label, STEP, STEPS, variables } from './labels.ts';
import type { LeafNode } from './node.ts';
import type { Op } from './op.ts';
import type { PlanBuilder } from './plan-builder.ts';
import type { PopulationPart } from './population-part.ts';
import { Recorder, type Bind } from './recorder.ts';

/** The kernels of a readout and its loss. */
export interface LoweredReadout {
  /** Runs in every step after the output population: the loss of the step and its gradient. */
  readonly eachStep: readonly Op[];
  /** Runs after the forward sweep: the prediction, and the loss of the trial with its gradient. */
  readonly afterTrial: readonly Op[];
  /** Array over the output population: ∂L/∂y of a step, or of the trial's readout. */
  readonly gradient: number;
  /** ∂L/∂y(t) in a kernel over the output population, at place `neuron` or `post`. */
  direct(at: 'neuron' | 'post'): { readonly expr: Expr; readonly bind: Bind };
  /** Output arrays and input arrays by role. */
  readonly arrays: ReadoutIo;
}

/** Ids of the arrays that a batch's labels go into and its results come from. */
export interface ReadoutIo {
  /** Class number per example, or target value per output neuron. */
  readonly target: number;
  /** Loss per example; for a loss at every step, its mean over the steps. */
  readonly loss: number;
  /** Predicted class per example. */
  readonly prediction: number;
  /** Value of the readout per output neuron and example. */
  readonly value: number;
}

const run = (kernel: number): Op => ({ op: 'run', kernel, replay: false });

/**
 * Makes the kernels of a readout and its loss.
 *
 * @param builder - the plan
 * @param part - the output population
 * @param loss - the loss
 * @param steps - how many steps of the gradient are needed: 'all' for a reverse sweep
 */
export function lowerReadout(
  builder: PlanBuilder,
  part: PopulationPart,
  loss: Loss,
  steps: 'all' | number,
): LoweredReadout {
  const { population, readout } = part;
  if (!readout) throw new Error('lowerReadout needs a population with a readout');
  const { id, name } = population;
  const neuron = { per: 'neuron', population: id } as const;
  const network = { per: 'network' } as const;
  const atStep = loss.at === 'step';

  const target = builder.array({
    name: `${name} target`,
    over: loss.target === 'class' ? network : neuron,
    lifetime: 'input',
  });
  const summed = builder.array({ name: `${name} loss so far`, over: network, lifetime: 'example' });
  const gradient = builder.array({
    name: `${name} gradient`,
    over: neuron,
    lifetime: 'example',
    steps: atStep ? steps : 1,
  });
  const value = builder.array({ name: `${name} readout`, over: neuron, lifetime: 'output' });
  const lossOut = builder.array({ name: 'loss', over: network, lifetime: 'output' });
  const prediction = builder.array({ name: 'prediction', over: network, lifetime: 'output' });

  const read = (array: number, at: 'neuron' | 'network'): LeafNode => ({
    op: 'read',
    array,
    at,
    lag: 0,
  });
  const own = variables(Object.keys(readout.state), label.readout);
  const bindState =
    (state: Readonly<Record<string, number>>, at: 'neuron' | 'post'): Bind =>
    (n): LeafNode | undefined => {
      if (n === 'step') return { op: 'step' };
      if (n === 'steps') return { op: 'steps' };
      const found = Object.entries(state).find(([key]) => label.readout(key) === n);
      return found && { op: 'read', array: found[1], at, lag: 0 };
    };

  // The reverse sweep may run the forward body again, so what it needs of the finished trial is copied out of its way.
  const final: Record<string, number> = Object.fromEntries(
    Object.keys(readout.state).map((n) => [
      n,
      builder.array({ name: `${name} ${n} of the trial`, over: neuron, lifetime: 'example' }),
    ]),
  );
  const lossOps = lowerLoss(builder, loss, {
    id,
    name,
    target,
    summed,
    gradient,
    read,
    y: atStep ? part.output : value,
  });
  const afterTrial: Op[] = [
    run(
      builder.neurons({ name: `${name} readout`, population: id }, new Recorder(bindState(readout.state, 'neuron')), [
        [value, readout.rule.value({ state: own, steps: STEPS })],
        ...Object.entries(final).map(([n, array]) => [array, own[n] as Expr] as const),
      ]),
    ),
    run(
      builder.reduce(
        { name: `${name} prediction`, population: id, operation: 'argmax', into: prediction, add: false },
        new Recorder(() => read(value, 'neuron')),
        variable('y'),
      ),
    ),
    ...(atStep ? [] : lossOps),
    run(
      builder.network(
        { name: 'loss' },
        new Recorder((n) => (n === 'steps' ? { op: 'steps' } : read(summed, 'network'))),
        [[lossOut, atStep ? variable('sum').div(STEPS) : variable('sum')]],
      ),
    ),
  ];

  const direct: LoweredReadout['direct'] = (at) => {
    const bound = variable('direct');
    const bindDirect: LeafNode = { op: 'read', array: gradient, at, lag: 0 };
    if (atStep) return { expr: bound, bind: (n) => (n === 'direct' ? bindDirect : undefined) };
    const share = readout.rule.share({ state: own, step: STEP, steps: STEPS });
    const state = bindState(final, at);
    return { expr: bound.mul(share), bind: (n) => (n === 'direct' ? bindDirect : state(n)) };
  };
  return {
    eachStep: atStep ? lossOps : [],
    afterTrial,
    gradient,
    direct,
    arrays: { target, loss: lossOut, prediction, value },
  };
}

/** The kernels of a loss on one set of outputs: reductions, gradient, value. */
function lowerLoss(
  builder: PlanBuilder,
  loss: Loss,
  at: {
    readonly id: number;
    readonly name: string;
    readonly target: number;
    readonly summed: number;
    readonly gradient: number;
    readonly y: number | undefined;
    readonly read: (array: number, at: 'neuron' | 'network') => LeafNode;
  },
): Op[] {
  const { id, name, read } = at;
  const byClass = loss.target === 'class';
  const target = byClass ? variable('index').eq(variable('target')).select(1, 0) : variable('target');
  const reduced: Record<string, number> = {};
  const bind: Bind = (n) => {
    if (n === 'y') return read(at.y as number, 'neuron');
    if (n === 'index') return { op: 'index', at: 'neuron' };
    if (n === 'target') return read(at.target, byClass ? 'network' : 'neuron');
    const found = Object.entries(reduced).find(([key]) => label.reduced(key) === n);
    return found && read(found[1], 'network');
  };
  const scope = (): Parameters<Loss['value']>[0] => ({
    y: variable('y'),
    target,
    reduced: variables(Object.keys(reduced), label.reduced),
  });

  const ops: Op[] = [];
  for (const reduction of loss.reductions ?? []) {
    const value = reduction.of(scope());
    const into = builder.array({ name: `${name} ${reduction.name}`, over: { per: 'network' }, lifetime: 'example' });
    const head = {
      name: `${name} ${reduction.name}`,
      population: id,
      operation: reduction.operation,
      into,
      add: false,
    };
    ops.push(run(builder.reduce(head, new Recorder(bind), value)));
    reduced[reduction.name] = into;
  }
  const gradient: Expr = loss.gradient(scope());
  ops.push(
    run(builder.neurons({ name: `${name} gradient`, population: id }, new Recorder(bind), [[at.gradient, gradient]])),
    run(
      builder.reduce(
        { name: `${name} loss`, population: id, operation: 'sum', into: at.summed, add: true },
        new Recorder(bind),
        loss.value(scope()),
      ),
    ),
  );
  return ops;
}
