import { describe, expect, it } from 'vitest';
import { lift, variable, type Condition, type Expr } from '../../src/expression/expression.ts';
import type { Node } from '../../src/plan/node.ts';
import { Recorder } from '../../src/plan/recorder.ts';
import { smallestRecord } from '../../src/plan/vertex-cut.ts';

const reads = (...names: string[]): Recorder =>
  new Recorder((name) => {
    const array = names.indexOf(name);
    return array < 0 ? { op: 'steps' } : { op: 'read', array, at: 'neuron', lag: 0 };
  });
const varies = (node: Node): boolean => node.op === 'read';
const storable = (node: Node): boolean => !['gt', 'and', 'or', 'not'].includes(node.op);
const record = (recorder: Recorder, ...targets: Expr[]): number[] =>
  smallestRecord(
    recorder.nodes,
    targets.map((t) => recorder.position(t)),
    varies,
    storable,
  );
const [a, b, c] = [variable('a'), variable('b'), variable('c')];

describe('the smallest record', () => {
  it('is one value where everything passes through it', () => {
    const recorder = reads('a', 'b');
    const slope = a.mul(b).tanh();
    const targets = [slope.mul(2), slope.mul(-3).add(1)];
    expect(record(recorder, ...targets)).toEqual([recorder.position(slope)]);
  });

  it('is nothing for what does not vary', () => {
    expect(record(reads('a'), variable('steps').mul(3), lift(2))).toEqual([]);
  });

  it('takes the inputs where they are fewer than the results', () => {
    const recorder = reads('a', 'b');
    const targets = [a.add(b), a.sub(b), a.mul(b)];
    expect(record(recorder, ...targets)).toEqual([recorder.position(a), recorder.position(b)]);
  });

  it('takes the results where they are fewer than the inputs', () => {
    const recorder = reads('a', 'b', 'c');
    const target = a.mul(b).add(c);
    expect(record(recorder, target)).toEqual([recorder.position(target)]);
  });

  it('goes around truth values, which cannot be recorded', () => {
    const recorder = reads('a', 'b');
    const condition: Condition = a.add(b).gt(0);
    const targets = [condition.select(1, 2), condition.select(3, 4)];
    const cut = record(recorder, ...targets);
    expect(cut).toEqual([recorder.position(a.add(b))]);
  });
});

describe('a recorder', () => {
  it('finds equal subexpressions by structure, whatever the order of sums and products', () => {
    const recorder = reads('a', 'b');
    expect(recorder.position(a.mul(b).add(1))).toBe(recorder.position(lift(1).add(b.mul(a))));
    expect(recorder.nodes.filter((n) => n.op === 'mul')).toHaveLength(1);
  });
});
