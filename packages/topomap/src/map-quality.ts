import { GrowconeError, type StoreSnapshot } from '@growcone/core';
import { axisDistance, sizeOf, type Grid } from './grid.ts';
import { receptiveField, type ReceptiveField } from './receptive-field.ts';

/** How well synapses form a topographic map. */
export interface MapQuality {
  /** Mean spread of a neuron's afferents in grid units (σ_aff), over neurons that have any. */
  readonly sigmaAff: number;
  /** Mean distance between the centre of a neuron's afferents and its own place in grid units (AD). */
  readonly deviation: number;
  /** The same for each postsynaptic neuron; NaN where nothing comes in. */
  readonly neurons: {
    /** Spread of the afferents. */
    readonly sigma: Float64Array;
    /** Distance of their centre from the neuron's place. */
    readonly deviation: Float64Array;
  };
  /** Centre of each postsynaptic neuron's afferents. */
  readonly fields: readonly ReceptiveField[];
}

/** What {@link mapQuality} looks at. */
export type MapView = 'connectivity' | 'weights';

/**
 * Spread and displacement of the afferents of each neuron (Bamford, Murray and Willshaw 2010, σ_aff and AD).
 *
 * @param on - the grid of both layers
 * @param synapses - the synapses, as `live.synapses` gives them
 * @param view - whether every synapse counts the same or by its weight
 */
export function mapQuality(on: Grid, synapses: StoreSnapshot, view: MapView): MapQuality {
  const size = sizeOf(on);
  const afferents = afferentsOf(synapses, size);
  const w = synapses.variables['w'];
  const fields = afferents.map((list) => {
    const weights = Float64Array.from(list, (i) => (view === 'weights' ? (w?.[i] ?? 1) : 1));
    return receptiveField(
      on,
      list.map((i) => synapses.pre[i]!),
      weights,
    );
  });
  const sigma = Float64Array.from(fields, (field) => field.sigma);
  const deviation = Float64Array.from(fields, ({ x, y }, neuron) => {
    const { width, height, shape } = on;
    return Math.hypot(
      axisDistance(x, neuron % width, width, shape),
      axisDistance(y, Math.floor(neuron / width), height, shape),
    );
  });
  return { sigmaAff: meanOf(sigma), deviation: meanOf(deviation), neurons: { sigma, deviation }, fields };
}

/** Numbers of the synapses onto each neuron. @param synapses - the synapses @param size - number of postsynaptic neurons */
export function afferentsOf({ post }: Pick<StoreSnapshot, 'post'>, size: number): number[][] {
  const lists = Array.from({ length: size }, (): number[] => []);
  post.forEach((neuron, i) => {
    const list = lists[neuron];
    if (!list) {
      throw new GrowconeError(
        'MAP_SIZE',
        `Synapse ${i} ends at neuron ${neuron}, but the grid has ${size} neurons. Give the grid of the layers.`,
        { synapse: i, neuron, size },
      );
    }
    list.push(i);
  });
  return lists;
}

function meanOf(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
