import { evaluator, lift, randomUniform, variable, type Expr, type Rewiring, type Writes } from '@growcone/core';

/** A rule's hooks recorded for one synapse; its draws are given by name when they are evaluated. */
export interface RecordedRule {
  /** Constants of the pair in terms of `draws`. */
  readonly pair: Readonly<Record<string, Expr>>;
  /** The pair's draws, in the order in which the rule asks for them. */
  readonly draws: readonly Expr[];
  /** What the rule writes or decides, in terms of `w`, `syn.*`, `pair.*`, `batch` and `learningRate`. */
  readonly start: Writes<string>;
  /** See `start`. */
  readonly penalty: Expr;
  /** See `start`. */
  readonly adjust: Writes<string>;
}

/** Records a rule for one synapse. */
export function record(rule: Rewiring): RecordedRule {
  const draws: Expr[] = [];
  const uniform = (): Expr => {
    draws.push(randomUniform());
    return draws.at(-1)!;
  };
  const pair = rule.pair!({ uniform, normal: uniform }, variable('pre'), variable('post'));
  const synapse = synapseAt(rule);
  return {
    pair,
    draws,
    start: rule.start!(synapse),
    penalty: rule.penalty!({ ...synapse, batch: variable('batch') }),
    adjust: rule.adjust!({ ...synapse, learningRate: variable('learningRate') }),
  };
}

/** The scope of a synapse: `w`, `syn.*` and `pair.*` as variables. */
export function synapseAt(rule: Rewiring): Parameters<NonNullable<Rewiring['delivered']>>[0] {
  const names = ['sign', 'lot', 'depth'];
  return {
    w: variable('w'),
    syn: Object.fromEntries(Object.keys(rule.synapse ?? {}).map((n) => [n, variable(`syn.${n}`)])),
    pair: Object.fromEntries(names.map((n) => [n, variable(`pair.${n}`)])),
    pre: variable('pre'),
    post: variable('post'),
  };
}

/** Values of what a hook wrote. */
export function evaluated(
  writes: Writes<string>,
  values: Readonly<Record<string, number>>,
  draw?: () => number,
): Record<string, number> {
  const at = evaluator(values, draw);
  return Object.fromEntries(Object.entries(writes).map(([n, e]) => [n, at(lift(e!))]));
}
