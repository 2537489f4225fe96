import {
  definePlasticity,
  quantity,
  resolveParameters,
  timeConstant,
  UnknownNameError,
  type Expr,
  type PlasticityRule,
} from '@growcone/core';
import { trace, type Pairing } from './trace.ts';
import { checkBounds, within } from './weight-bounds.ts';

/** Options of {@link stdp}. */
export interface StdpOptions {
  /** Change of a weight by a pair in which the presynaptic spike comes just before; default 0.01. */
  readonly aPlus?: number;
  /** The same for a postsynaptic spike just before, as a positive number that is subtracted; default 0.012. */
  readonly aMinus?: number;
  /** How far apart in ms a presynaptic spike and a later postsynaptic one may be; default 20. */
  readonly tauPlus?: number;
  /** How far apart in ms a postsynaptic spike and a later presynaptic one may be; default 20. */
  readonly tauMinus?: number;
  /** Smallest weight; default 0. */
  readonly wMin?: number;
  /** Largest weight; default 1. */
  readonly wMax?: number;
  /** Which spikes form pairs: `all` (default), or only the `nearest` earlier one of the other neuron. */
  readonly pairing?: 'all' | 'nearest';
  /**
   * How a change depends on the weight: `additive` (default), the same for all, with hard bounds; `multiplicative`, in proportion
   * to the distance from the bound that it moves to, which makes the bounds soft; `mixed`, potentiation additive and
   * depression multiplicative.
   */
  readonly dependence?: 'additive' | 'multiplicative' | 'mixed';
}

const OPTIONS = {
  aPlus: quantity(0.01, '', 'potentiation by a pair', { min: 0 }),
  aMinus: quantity(0.012, '', 'depression by a pair', { min: 0 }),
  tauPlus: timeConstant(20, 'potentiation window'),
  tauMinus: timeConstant(20, 'depression window'),
  wMin: quantity(0, '', 'smallest weight'),
  wMax: quantity(1, '', 'largest weight'),
};
const PAIRINGS: readonly Pairing[] = ['all', 'nearest'];
const DEPENDENCES = ['additive', 'multiplicative', 'mixed'] as const;

/**
 * Pair-based spike-timing-dependent plasticity: a synapse grows where its neuron's spikes come before those of the neuron that it
 * leads to, and shrinks where they come after.
 *
 * For every pair of a presynaptic spike, counted when it arrives, and a postsynaptic one at a distance Δ > 0:
 *
 *     pre before post: w ← w + aPlus · f₊(w) · exp(−Δ/tauPlus)
 *     post before pre: w ← w − aMinus · f₋(w) · exp(−Δ/tauMinus)
 *
 * f₊ = f₋ = 1 where `dependence` is additive; f₊ = wMax − w and f₋ = w − wMin where it is multiplicative; f₊ = 1 and f₋ = w − wMin
 * where it is mixed (van Rossum, Bi and Turrigiano 2000). Weights stay within wMin and wMax. Spikes of the same step form no pair, and
 * an arriving spike is delivered with the weight from before its change.
 *
 * @param options - amplitudes, windows, bounds, pairing
 * @returns the plasticity rule
 */
export function stdp(options: StdpOptions = {}): PlasticityRule {
  const { pairing = 'all', dependence = 'additive', ...numbers } = options;
  oneOf('pairing', pairing, PAIRINGS);
  oneOf('dependence', dependence, DEPENDENCES);
  const p = resolveParameters('stdp', OPTIONS, numbers);
  checkBounds('stdp', p);
  const towardsMost = (w: Expr, change: Expr): Expr =>
    dependence === 'multiplicative' ? change.mul(w.neg().add(p.wMax)) : change;
  const towardsLeast = (w: Expr, change: Expr): Expr =>
    dependence === 'additive' ? change : change.mul(w.sub(p.wMin));
  return {
    kind: 'plasticity',
    apiVersion: 1,
    name: 'stdp',
    cite: 'doi:10.1038/78829',
    update({ dt }) {
      const [before, after] = [trace(p.tauPlus, dt, pairing), trace(p.tauMinus, dt, pairing)];
      return definePlasticity({
        pre: { trace: quantity(0, '', 'filtered presynaptic spikes') },
        post: { trace: quantity(0, '', 'filtered postsynaptic spikes') },
        onPreSpike: ({ w, post }) => ({ w: within(w.sub(towardsLeast(w, after.now(post.trace).mul(p.aMinus))), p) }),
        onPostSpike: ({ w, pre }) => ({ w: within(w.add(towardsMost(w, before.now(pre.trace).mul(p.aPlus))), p) }),
        eachPre: ({ pre, x }) => ({ trace: before.next(pre.trace, x) }),
        eachPost: ({ post, z }) => ({ trace: after.next(post.trace, z) }),
      });
    },
  };
}

function oneOf(option: string, given: string, known: readonly string[]): void {
  if (!known.includes(given)) throw new UnknownNameError('stdp', option, given, known);
}
