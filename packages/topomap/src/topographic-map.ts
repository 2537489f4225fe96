import {
  checked,
  GrowconeError,
  network,
  normal,
  quantity,
  timeConstant,
  type DrawPairs,
  type DrawSlots,
  type Network,
  type Population,
  type Projection,
} from '@growcone/core';
import { conductance, integrateAndFire, refractory } from '@growcone/models';
import { stdp } from '@growcone/plasticity-stdp';
import { distanceRewiring } from './distance-rewiring.ts';
import { connectInDegreeByDistance } from './fixed-in-degree.ts';
import { connectByDistance, type GaussianKernel } from './gaussian-kernel.ts';
import { grid, sizeOf, type Grid } from './grid.ts';
import { presets, type MapPreset } from './presets.ts';
import { stimulusOf, type Stimulus } from './stimulus.ts';
import { FIRST_SPIKES, stimulusSource } from './stimulus-source.ts';

/** Options of {@link topographicMap}. */
export interface TopographicMapOptions {
  /** Constants; `presets.knight2025` if left out. */
  readonly preset?: MapPreset;
  /** How many tiles a layer has along each side; 1 if left out. */
  readonly scale?: number;
  /** Seed of connectivity, spikes, stimuli and rewiring. */
  readonly seed: number | bigint;
  /** A bump at a random place, or the same rate everywhere; `correlated` if left out. */
  readonly stimulus?: 'correlated' | 'uncorrelated';
  /** Whether synapses come and go; they do if left out. */
  readonly rewiring?: boolean;
  /** Whether weights change by the times of spikes; they do if left out. */
  readonly plastic?: boolean;
}

/** A network that forms a topographic map, described and ready to be started. */
export interface TopographicMap {
  /** The network. */
  readonly network: Network;
  /** The grid of both layers. */
  readonly layer: Grid;
  /** The source layer. */
  readonly source: Population;
  /** The target layer. */
  readonly target: Population;
  /** From source to target. */
  readonly feedforward: Projection;
  /** Within the target layer. */
  readonly lateral: Projection;
  /** What the source layer shows when. */
  readonly stimulus: Stimulus;
  /** Its constants. */
  readonly preset: MapPreset;
}

const INTERVAL = timeConstant(1, 'time between rewirings');
const LOOKING_BACK = timeConstant(10, 'time to look back for a partner that fired');
const REFRACTORY = quantity(5, 'ms', 'absolute refractory period', { min: 0 });

/**
 * A source and a target layer on the same grid. Spikes of the source layer come from a bump of activity that moves; synapses from
 * source to target and within the target layer strengthen and weaken by the times of spikes, go where they are weak, and grow between
 * near neurons.
 *
 * @param options - constants, size, seed, stimulus
 */
export function topographicMap(options: TopographicMapOptions): TopographicMap {
  const {
    preset = presets.knight2025,
    scale = 1,
    seed,
    stimulus = 'correlated',
    rewiring = true,
    plastic = true,
  } = options;
  if (!Number.isInteger(scale) || scale < 1) {
    throw new GrowconeError('MAP_SCALE', `The scale of a map must be a whole number of at least 1, got ${scale}.`, {
      scale,
    });
  }
  const { cite, side, dt, neuron, synapse, stdp: windows, inDegree, rewiring: structural } = preset;
  const tile = grid(side);
  const layer = grid(side * scale);
  const net = network({ dt, seed, cite });
  const correlated = stimulus === 'correlated';
  const sources = stimulusSource(layer, tile, preset.stimulus, correlated);
  const source = net.population('source', sizeOf(layer), sources, { initial: FIRST_SPIKES });
  const { refractory: period, vStart, vStartSd, ...cell } = neuron;
  const rest = checked('topographicMap', 'neuron.refractory', period, REFRACTORY);
  const model = refractory(integrateAndFire(cell), Math.max(1, Math.round(rest / dt)), { hold: ['v'] });
  const target = net.population('target', sizeOf(layer), model, { initial: { v: normal(vStart, vStartSd) } });

  const { gMax, tauSyn, reversal } = synapse;
  const connect = (pre: Population, kernel: GaussianKernel): Projection => {
    const projection = net.project(pre, target, {
      connect:
        inDegree === undefined ? connectByDistance(layer, kernel) : connectInDegreeByDistance(layer, kernel, inDegree),
      weight: gMax,
      synapse: conductance({ tauSyn, reversal }),
      format: rewiring ? 'growable-rows' : 'rows',
      // As published: within the target layer a neuron may connect to itself.
      autapses: true,
    });
    if (plastic) net.plastic(projection, stdp({ ...windows, wMin: 0, wMax: gMax }));
    if (!rewiring) return projection;
    const { eliminateWeak, eliminateStrong, weak } = structural;
    const interval = checked('topographicMap', 'rewiring.interval', structural.interval, INTERVAL);
    const rule = distanceRewiring(layer, {
      draw: drawOf(structural, scale * scale, dt),
      formation: kernel,
      eliminateWeak,
      eliminateStrong,
      weak: weak * gMax,
      birth: gMax,
    });
    net.rewire(projection, rule, { every: { steps: Math.max(1, Math.round(interval / dt)) } });
    return projection;
  };
  return {
    network: net,
    layer,
    source,
    target,
    feedforward: connect(source, structural.feedforward),
    lateral: connect(target, structural.lateral),
    stimulus: stimulusOf(preset.stimulus, { layer, tile, correlated, seed, population: source.id, dt }),
    preset,
  };
}

/** What a rewiring draws each time. @param structural - of the preset @param tiles - number of tiles @param dt - step in ms */
function drawOf({ attempts, slots }: MapPreset['rewiring'], tiles: number, dt: number): DrawPairs | DrawSlots {
  if (!slots) return { pairs: attempts * tiles };
  const { perPost, partner } = slots;
  const steps = (ms: number): number =>
    Math.max(1, Math.round(checked('topographicMap', 'partner', ms, LOOKING_BACK) / dt));
  return {
    slots: attempts * tiles,
    perPost,
    partner: partner === 'uniform' ? partner : { lastSpiked: steps(partner.lastSpiked) },
  };
}
