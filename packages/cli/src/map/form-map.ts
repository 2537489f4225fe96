import { cpu } from '@growcone/backend-cpu';
import type { StoreSnapshot } from '@growcone/core';
import {
  mapQuality,
  presets,
  RunningMap,
  topographicMap,
  type MapQuality,
  type TopographicMap,
} from '@growcone/topomap';
import { OptionError } from '../cli-error.ts';
import type { MapOptions } from './map-options.ts';

/** A look at a map while it forms. */
export interface MapLook {
  /** Model time in seconds. */
  readonly seconds: number;
  /** Synapses from source to target, and within the target layer. */
  readonly synapses: readonly [feedforward: number, lateral: number];
  /** Synapses from source to target that came and went since the look before; those that did both are in neither. */
  readonly gained: number;
  /** Those that went. */
  readonly lost: number;
  /** Spread of the afferents in grid units, every synapse the same or by its weight. */
  readonly sigmaAff: { readonly connectivity: number; readonly weights: number };
  /** Displacement of their centre in grid units. */
  readonly deviation: { readonly connectivity: number; readonly weights: number };
}

/** A map that has formed. */
export interface FormedMap {
  /** Its description. */
  readonly map: TopographicMap;
  /** What was seen, from the start to the end. */
  readonly looks: readonly MapLook[];
  /** Quality of the weights at each look. */
  readonly fields: readonly MapQuality[];
  /** Synapses from source to target at the start. */
  readonly first: StoreSnapshot;
  /** The same at the end. */
  readonly last: StoreSnapshot;
  /** Seconds that simulating took, without start and looks. */
  readonly wallSeconds: number;
  /** Threads that were asked for. */
  readonly threads: number | undefined;
}

/**
 * Lets a map form.
 *
 * @param options - of the command
 * @param times - when to look
 * @param listen - told of every look and how fast the time between it and the last one went by
 */
export async function formMap(
  options: MapOptions,
  { every, count }: LookTimes,
  listen: (look: MapLook, realTimeFactor: number | undefined) => void,
): Promise<FormedMap> {
  const { preset, scale, seed, stimulus, rewiring, threads } = options;
  const map = topographicMap({ preset: presets[preset], scale, seed, stimulus, rewiring });
  await using running = await RunningMap.start(map, cpu(threads === undefined ? {} : { threads }));
  const looks: MapLook[] = [];
  const fields: MapQuality[] = [];
  let [wall, before] = [0, undefined as StoreSnapshot | undefined];
  const look = async (factor?: number): Promise<StoreSnapshot> => {
    const feedforward = await running.live.synapses(map.feedforward);
    const lateral = await running.live.synapses(map.lateral);
    const [connectivity, weights] = [
      mapQuality(map.layer, feedforward, 'connectivity'),
      mapQuality(map.layer, feedforward, 'weights'),
    ];
    const seen: MapLook = {
      seconds: running.milliseconds / 1000,
      synapses: [feedforward.pre.length, lateral.pre.length],
      gained: before ? missing(before, feedforward) : 0,
      lost: before ? missing(feedforward, before) : 0,
      sigmaAff: { connectivity: connectivity.sigmaAff, weights: weights.sigmaAff },
      deviation: { connectivity: connectivity.deviation, weights: weights.deviation },
    };
    before = feedforward;
    looks.push(seen);
    fields.push(weights);
    listen(seen, factor);
    return feedforward;
  };
  const first = await look();
  let last = first;
  for (let n = 1; n <= count; n++) {
    const stretch = Math.min(every * n, options.seconds) * 1000 - running.milliseconds;
    const began = performance.now();
    await running.advance(Math.round(stretch / map.preset.dt) * map.preset.dt);
    const took = (performance.now() - began) / 1000;
    wall += took;
    last = await look(stretch / 1000 / took);
  }
  return { map, looks, fields, first, last, wallSeconds: wall, threads };
}

/** When a map is looked at. */
export interface LookTimes {
  /** Seconds between looks. */
  readonly every: number;
  /** How many there are after the one at the start; the last is at the end. */
  readonly count: number;
}

/** When to look; refuses times shorter than a step. @param options - of the command */
export function lookTimes({ seconds, snapshotEvery, preset }: MapOptions): LookTimes {
  const { dt } = presets[preset];
  const every = snapshotEvery ?? Math.max(1, seconds / 30);
  for (const [option, value] of [
    ['--seconds', seconds],
    ['--snapshot-every', every],
  ] as const) {
    if (value * 1000 < dt)
      throw new OptionError(option, `must be at least a step of ${dt} ms, got ${value} s.`, { got: value });
  }
  return { every, count: Math.ceil(seconds / every - 1e-9) };
}

/** How many synapses of one snapshot are not in another. */
function missing(here: StoreSnapshot, there: StoreSnapshot): number {
  const key = ({ pre, post }: StoreSnapshot, i: number): number => pre[i]! * 2 ** 20 + post[i]!;
  const known = new Set(Array.from(here.pre, (_, i) => key(here, i)));
  return there.pre.reduce((count, _, i) => count + (known.has(key(there, i)) ? 0 : 1), 0);
}
