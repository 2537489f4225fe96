import { compilePlan, defineRewiring, fixedProbability, network, type Attempts, type Plan } from '@growcone/core';
import { lif, spikeSource } from '@growcone/models';

type Edit = Attempts<string, string>;

/** A source that may have synapses onto itself or onto others, rewired in every step. */
export interface DrawingCase {
  readonly pre: number;
  /** Undefined where the source has synapses onto itself. */
  readonly post: number | undefined;
  readonly draw: Edit['draw'];
  readonly caps?: Edit['caps'];
}

const chances: Pick<Edit, 'eliminate' | 'form' | 'init'> = {
  eliminate: ({ w }) => w.lt(0.5).select(0.5, 0.25),
  form: ({ pre, post }) => pre.sub(post).abs().lt(2).select(1, 0.75),
  init: ({ pre, post }) => ({ w: pre.add(post).mul(0.125) }),
};

/** The plan of a network that is rewired so. @param c - how */
export const drawingPlan = ({ pre, post, draw, caps }: DrawingCase): Plan => {
  const net = network({ seed: 3 });
  const source = net.population('source', pre, post === undefined ? lif() : spikeSource());
  const target = post === undefined ? source : net.population('target', post, lif());
  const projection = net.project(source, target, {
    connect: fixedProbability(0.5),
    weight: 0.5,
    format: 'growable-rows',
  });
  const edit: Edit = { draw, ...chances, ...(caps ? { caps } : {}) };
  net.rewire(projection, defineRewiring({ name: 'drawn', edit }), { every: { steps: 1 } });
  return compilePlan(net.describe(), undefined, true).plan;
};
