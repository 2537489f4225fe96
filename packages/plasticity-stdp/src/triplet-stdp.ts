import { definePlasticity, quantity, resolveParameters, timeConstant, type PlasticityRule } from '@growcone/core';
import { trace } from './trace.ts';
import { checkBounds, within } from './weight-bounds.ts';

/** Options of {@link tripletStdp}; the defaults are the minimal all-to-all model of visual cortex. */
export interface TripletStdpOptions {
  /** Potentiation by a pair A₂⁺; default 0. */
  readonly a2Plus?: number;
  /** Potentiation by a triplet post–pre–post A₃⁺; default 0.0065. */
  readonly a3Plus?: number;
  /** Depression by a pair A₂⁻; default 0.0071. */
  readonly a2Minus?: number;
  /** Depression by a triplet pre–post–pre A₃⁻; default 0. */
  readonly a3Minus?: number;
  /** Time constant of r₁ in ms; default 16.8. */
  readonly tauPlus?: number;
  /** Time constant of o₁ in ms; default 33.7. */
  readonly tauMinus?: number;
  /** Time constant of r₂ in ms; default 101. */
  readonly tauX?: number;
  /** Time constant of o₂ in ms; default 114. */
  readonly tauY?: number;
  /** Smallest weight; default 0. */
  readonly wMin?: number;
  /** Largest weight; default 1. */
  readonly wMax?: number;
}

const OPTIONS = {
  a2Plus: quantity(0, '', 'potentiation by a pair', { min: 0 }),
  a3Plus: quantity(6.5e-3, '', 'potentiation by a triplet', { min: 0 }),
  a2Minus: quantity(7.1e-3, '', 'depression by a pair', { min: 0 }),
  a3Minus: quantity(0, '', 'depression by a triplet', { min: 0 }),
  tauPlus: timeConstant(16.8, 'fast presynaptic trace'),
  tauMinus: timeConstant(33.7, 'fast postsynaptic trace'),
  tauX: timeConstant(101, 'slow presynaptic trace'),
  tauY: timeConstant(114, 'slow postsynaptic trace'),
  wMin: quantity(0, '', 'smallest weight'),
  wMax: quantity(1, '', 'largest weight'),
};

/**
 * Triplet spike-timing-dependent plasticity (Pfister and Gerstner 2006): besides pairs, a potentiation grows with recent earlier
 * postsynaptic spikes and a depression with recent earlier presynaptic ones, so that the outcome depends on the rate.
 *
 *     presynaptic spike:  w ← w − o₁ (A₂⁻ + A₃⁻ r₂)
 *     postsynaptic spike: w ← w + r₁ (A₂⁺ + A₃⁺ o₂)
 *
 * r₁, r₂ are presynaptic and o₁, o₂ postsynaptic traces with time constants tauPlus, tauX, tauMinus, tauY; each adds 1 per spike, after
 * the spike has acted. A presynaptic spike counts when it arrives. Weights stay within wMin and wMax.
 *
 * @param options - amplitudes, time constants, bounds
 * @returns the plasticity rule
 */
export function tripletStdp(options: TripletStdpOptions = {}): PlasticityRule {
  const p = resolveParameters('tripletStdp', OPTIONS, options);
  checkBounds('tripletStdp', p);
  return {
    kind: 'plasticity',
    apiVersion: 1,
    name: 'tripletStdp',
    cite: 'doi:10.1523/JNEUROSCI.1425-06.2006',
    update({ dt }) {
      const r1 = trace(p.tauPlus, dt, 'all');
      const r2 = trace(p.tauX, dt, 'all');
      const o1 = trace(p.tauMinus, dt, 'all');
      const o2 = trace(p.tauY, dt, 'all');
      return definePlasticity({
        pre: {
          fast: quantity(0, '', 'fast presynaptic trace r1'),
          slow: quantity(0, '', 'slow presynaptic trace r2'),
        },
        post: {
          fast: quantity(0, '', 'fast postsynaptic trace o1'),
          slow: quantity(0, '', 'slow postsynaptic trace o2'),
        },
        onPreSpike({ w, pre, post }) {
          const amplitude = r2.now(pre.slow).mul(p.a3Minus).add(p.a2Minus);
          return { w: within(w.sub(o1.now(post.fast).mul(amplitude)), p) };
        },
        onPostSpike({ w, pre, post }) {
          const amplitude = o2.now(post.slow).mul(p.a3Plus).add(p.a2Plus);
          return { w: within(w.add(r1.now(pre.fast).mul(amplitude)), p) };
        },
        eachPre: ({ pre, x }) => ({ fast: r1.next(pre.fast, x), slow: r2.next(pre.slow, x) }),
        eachPost: ({ post, z }) => ({ fast: o1.next(post.fast, z), slow: o2.next(post.slow, z) }),
      });
    },
  };
}
