import { definePlasticity, quantity, type PlasticityRule, type PlasticityUpdateSpec } from '@growcone/core';
import { plasticityConformance, type Check } from '../../../src/index.ts';

type Spec = PlasticityUpdateSpec<never, 'trace', 'trace'>;

const [POTENTIATION, DEPRESSION, TAU] = [0.02, 0.015, 20];

/** A pair rule with hard bounds, right but for what is changed. */
export const pairRule = (changes: (dt: number) => Partial<Spec> = () => ({})): PlasticityRule => ({
  kind: 'plasticity',
  apiVersion: 1,
  name: 'my pairs',
  update({ dt }) {
    const decay = Math.exp(-dt / TAU);
    return definePlasticity({
      pre: { trace: quantity(0, '', 'filtered arrivals') },
      post: { trace: quantity(0, '', 'filtered output') },
      onPreSpike: ({ w, post }) => ({ w: w.sub(post.trace.mul(decay * DEPRESSION)).max(0) }),
      onPostSpike: ({ w, pre }) => ({ w: w.add(pre.trace.mul(decay * POTENTIATION)).min(1) }),
      eachPre: ({ pre, x }) => ({ trace: pre.trace.mul(decay).add(x) }),
      eachPost: ({ post, z }) => ({ trace: post.trace.mul(decay).add(z) }),
      ...changes(dt),
    });
  },
});

/** What the author of such a rule runs. @param rule - makes the rule */
export const pairChecks = (rule: () => PlasticityRule): readonly Check[] =>
  plasticityConformance(rule, {
    dt: 0.5,
    bounds: [0, 1],
    pair(milliseconds, w) {
      const change = (milliseconds > 0 ? POTENTIATION : -DEPRESSION) * Math.exp(-Math.abs(milliseconds) / TAU);
      return Math.min(1, Math.max(0, w + change)) - w;
    },
  });
