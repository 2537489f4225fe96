import {
  defineNeuron,
  exponential,
  lift,
  quantity,
  randomUniform,
  ZERO,
  type Expr,
  type Initialiser,
  type NeuronModel,
} from '@growcone/core';
import { squaredDistanceExpr, type Grid } from './grid.ts';
import { checkedStimulus, checkTiles, type StimulusOptions } from './stimulus.ts';

/** Largest probability of a spike per step that is told from 1. */
const MOST = 1 - 2 ** -24;

/**
 * Sources that show a stimulus: a bump of activity at a place that all neurons draw together, anew after every duration, the same on every
 * tile of the layer; or the same rate everywhere. The device draws the places, so a run needs nothing from outside.
 *
 * rate = base + peak · exp(−d²/(2 sigma²)), d being the distance from the centre on the torus of a tile. A neuron fires in a step with
 * probability p = rate · dt: it draws the hazard until its next spike from the exponential distribution of mean 1, and −ln(1 − p) of it goes
 * in every step.
 *
 * @param layer - the layer
 * @param tile - part of it that has a bump of its own
 * @param stimulus - rates and times
 * @param correlated - whether there are bumps
 */
export function stimulusSource(layer: Grid, tile: Grid, stimulus: StimulusOptions, correlated: boolean): NeuronModel {
  const { base, peak, sigma, duration, flat } = checkedStimulus(stimulus);
  checkTiles(layer, tile);
  const rateOf = (neuron: Expr, centre: () => Expr): Expr => {
    if (!correlated) return lift(flat);
    const row = neuron.div(layer.width).floor();
    const column = neuron.sub(row.mul(layer.width));
    const within = (place: Expr, length: number): Expr => place.sub(place.div(length).floor().mul(length));
    const onTile = within(row, tile.height).mul(tile.width).add(within(column, tile.width));
    return squaredDistanceExpr(tile, onTile, centre())
      .mul(-1 / (2 * sigma * sigma))
      .exp()
      .mul(peak)
      .add(base);
  };
  const places = tile.width * tile.height;
  return defineNeuron({
    name: 'stimulusSource',
    params: {},
    state: { left: quantity(1, '', 'hazard until the next spike'), hazard: quantity(0, '', 'hazard of a step') },
    derive: (_, dt) => ({ stepInSeconds: dt / 1000 }),
    integrate: ({ left, hazard }) => ({ left: left.sub(hazard) }),
    every: {
      interval: duration,
      update(_, { stepInSeconds }, { neuron, shared }) {
        const rate = rateOf(neuron, () =>
          shared()
            .mul(places)
            .floor()
            .min(places - 1),
        );
        return {
          hazard: lift(1).sub(rate.mul(stepInSeconds).min(MOST)).log().neg(),
        };
      },
    },
    spike: {
      threshold: ({ left }) => left.neg(),
      surrogate: () => () => ZERO,
      reset: ({ left }, z) => ({ left: z.gt(0).select(lift(1).sub(randomUniform()).log().neg(), left) }),
    },
  })();
}

/** Initial state of such sources: the time to the first spike is drawn as that to every other. */
export const FIRST_SPIKES: {
  /** Hazard until the first spike. */
  readonly left: Initialiser;
} = { left: exponential(1) };
