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
  const refuse = (what: string, got: unknown, allowed: string): never => {
    throw new NetworkError('REWIRING_DRAW', `${what} of '${name}' must be ${allowed}, got ${String(got)}.`, {
      rule: name,
      got,
    });
  };
  if (typeof draw !== 'object' || draw === null || 'pairs' in draw === 'slots' in draw) {
    return refuse('What is drawn', JSON.stringify(draw), '{ pairs } or { slots, perPost, partner }');
  }
  const misspelt = Object.keys(caps).find((key) => key !== 'pre' && key !== 'post');
  if (misspelt !== undefined) refuse('The caps', misspelt, 'pre (largest out-degree) and post (largest in-degree)');
  const check = (what: string, value: number | undefined, least: number): void => {
    if (value === undefined || (Number.isInteger(value) && value >= least && value < 2 ** 32)) return;
    refuse(what, value, `a whole number of at least ${least} and below 2^32`);
  };
  check('The largest out-degree', caps.pre, 0);
  check('The largest in-degree', caps.post, 0);
  if ('pairs' in draw) check('The number of pairs that are drawn', draw.pairs, 1);
  else {
    check('The number of slots that are drawn', draw.slots, 1);
    check('The number of slots per postsynaptic neuron', draw.perPost, 1);
    const { partner } = draw as { readonly partner: unknown };
    if (partner === 'uniform') return;
    const steps = typeof partner === 'object' && partner !== null && 'lastSpiked' in partner ? partner.lastSpiked : NaN;
    if (typeof steps !== 'number' || Number.isNaN(steps)) {
      refuse('The partner', JSON.stringify(partner), "'uniform' or { lastSpiked: steps }");
    } else check('The number of steps to look back for a partner', steps, 1);
  }
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
