import { expect, it } from 'vitest';
import { variable } from '../../src/expression/expression.ts';
import { evaluator } from '../../src/expression/evaluator.ts';
import { quantity } from '../../src/model/quantity.ts';
import { definePlasticity } from '../../src/rule/plasticity.ts';

const trace = quantity(0, '', 'trace');

it('a plasticity rule knows its variables from their declarations, without type arguments', () => {
  const rule = definePlasticity({
    pre: { x: trace },
    post: { y: trace },
    onPostSpike: ({ w, pre }) => ({ w: w.add(pre.x) }),
    eachPre: ({ pre, x }) => ({ x: pre.x.add(x) }),
    eachPost: ({ post, z }) => ({ y: post.y.add(z) }),
  });
  const { w } = rule.onPostSpike!({ w: variable('w'), syn: {}, pre: { x: variable('x') }, post: { y: variable('y') } });
  expect(evaluator({ w: 2, x: 3 })(w as ReturnType<typeof variable>)).toBe(5);
});

it('a plasticity rule that writes or reads what it does not declare is refused by the compiler', () => {
  const misspelt = definePlasticity({
    synapse: { tag: trace },
    pre: { x: trace },
    // @ts-expect-error The postsynaptic neuron has no variable.
    onPreSpike: ({ w, post }) => ({ w: w.add(post.x), tag: 1 }),
    // @ts-expect-error The presynaptic variable is x.
    eachPre: ({ pre }) => ({ y: pre.x }),
  });
  expect(Object.keys({ ...misspelt.synapse, ...misspelt.pre })).toEqual(['tag', 'x']);
});
