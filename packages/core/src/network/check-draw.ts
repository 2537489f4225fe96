import { NetworkError } from '../plan/plan-errors.ts';
import type { Rewiring } from '../rule/rewiring.ts';
import type { Projection } from './description.ts';

/** Refuses a rewiring that draws pairs with numbers that make no sense, or has variables that nothing would change. @param rule - the rule */
export function checkDraw({ name, edit, pre, post }: Rewiring): void {
  if (!edit || !('draw' in edit)) {
    const [kept] = Object.keys({ ...pre, ...post });
    if (kept === undefined) return;
    throw new NetworkError(
      'REWIRING_VARIABLE',
      `'${name}' keeps '${kept}' per neuron, but only a rewiring that draws pairs while the network runs can. Give it an edit ` +
        'with draw, or leave the variable out.',
      { rule: name, variable: kept },
    );
  }
  const { draw, caps = {} } = edit;
  const check = (what: string, value: number | undefined, least: number): void => {
    if (value === undefined || (Number.isInteger(value) && value >= least)) return;
    throw new NetworkError(
      'REWIRING_DRAW',
      `${what} of '${name}' must be a whole number of at least ${least}, got ${value}.`,
      { rule: name, got: value },
    );
  };
  if ('pairs' in draw) check('The number of pairs that are drawn', draw.pairs, 1);
  else {
    check('The number of slots that are drawn', draw.slots, 1);
    check('The number of slots per postsynaptic neuron', draw.perPost, 1);
    if (draw.partner !== 'uniform') check('The number of steps to look back for a partner', draw.partner.lastSpiked, 1);
  }
  check('The largest out-degree', caps.pre, 0);
  check('The largest in-degree', caps.post, 0);
}

/** Refuses a rewiring rule on a projection between populations of other sizes than it is made for. @param rule - the rule @param projection - the projection */
export function checkSizes({ name, sizes }: Rewiring, { name: projection, pre, post }: Projection): void {
  if (!sizes || (pre.size === sizes.pre && post.size === sizes.post)) return;
  throw new NetworkError(
    'REWIRING_SIZE',
    `'${name}' is made for ${sizes.pre} presynaptic and ${sizes.post} postsynaptic neurons, but projection '${projection}' has ` +
      `${pre.size} and ${post.size}. Make the rule for these sizes.`,
    { rule: name, projection, expected: sizes, got: { pre: pre.size, post: post.size } },
  );
}
