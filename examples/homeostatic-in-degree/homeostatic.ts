import { defineRewiring, fixedInDegree, network, oneToOne, quantity, uniform, type Expr } from '@growcone/core';
import { lif, poissonSource } from '@growcone/models';

/** How fast dendritic elements grow at a running rate (`calcium`, in Hz): 1 at the fastest, below 0 where they shrink. */
export type Growth = (calcium: Expr) => Expr;

/** Grows below the target rate. @param target - in Hz */
export function linear(target: number): Growth {
  return (calcium) => calcium.div(-target).add(1);
}

/**
 * Grows between `eta` and the target rate. A neuron below `eta` loses its synapses for good: background keeps all above it here;
 * silent neurons need a negative one.
 *
 * @param eta - in Hz
 * @param target - in Hz
 */
export function gaussian(eta: number, target: number): Growth {
  const [xi, zeta] = [(eta + target) / 2, (target - eta) / (2 * Math.sqrt(Math.LN2))];
  return (calcium) => calcium.sub(xi).div(zeta).square().neg().exp().mul(2).sub(1);
}

/** Neurons that differ in background, and look for the in-degree that makes up for it. @param growth - of their elements */
export function homeostaticNetwork(growth: Growth) {
  const [nu, tau, w] = [0.0003, 10_000, 0.03]; // elements per ms, ms, weight of a synapse
  const rule = defineRewiring({
    name: 'homeostatic in-degree',
    cite: 'doi:10.1371/journal.pcbi.1003259',
    post: { calcium: quantity(0, 'Hz', 'running rate'), elements: quantity(1, '', 'dendritic elements') },
    // Steps are 1 ms long: to fire in every step is to fire at 1000 Hz.
    eachPost: ({ post: { calcium, elements }, z }) => ({
      calcium: calcium.add(z.mul(1000).sub(calcium).div(tau)),
      elements: elements.add(growth(calcium).mul(nu)).max(0),
    }),
    edit: {
      draw: { pairs: 16 },
      form: ({ inDegree, postVars }) => inDegree.add(1).le(postVars.elements),
      eliminate: ({ inDegree, postVars }) => inDegree.gt(postVars.elements),
      init: () => ({ w }),
    },
  });

  const net = network({ dt: 1, seed: 1 });
  const sources = net.population('sources', 100, poissonSource({ rate: 10 }));
  const background = net.population('background', 32, poissonSource({ rate: 100 }));
  const neurons = net.population('neurons', 32, lif());
  net.project(background, neurons, { connect: oneToOne(), weight: uniform(0.13, 0.165) });
  const afferents = net.project(sources, neurons, { connect: fixedInDegree(1), weight: w });
  net.rewire(afferents, rule, { every: { steps: 10 } });
  net.record(neurons, { spikes: true });
  return { net, neurons, afferents };
}
