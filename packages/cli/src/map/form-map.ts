import { cpu } from '@growcone/backend-cpu';
import type { StoreSnapshot } from '@growcone/core';
import { mapQuality, presets, RunningMap, topographicMap, type TopographicMap } from '@growcone/topomap';
import { OptionError } from '../cli-error.ts';
import type { SavedMap } from './map-folder.ts';
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

/** What has been seen of a map, as JSON. */
export interface MapState {
  /** What was seen, from the start. */
  readonly looks: readonly MapLook[];
  /** Centres of the receptive fields at the looks that the report shows, by number; null where a neuron has no synapse. */
  readonly centres: Readonly<Record<number, readonly (readonly [x: number, y: number] | null)[]>>;
  /** Synapses from source to target at the start. */
  readonly first: { readonly pre: readonly number[]; readonly post: readonly number[] };
  /** Seconds that simulating took, without start and looks. */
  readonly wallSeconds: number;
}

/** A map that has formed. */
export interface FormedMap extends MapState {
  /** Its description. */
  readonly map: TopographicMap;
  /** Synapses from source to target at the end. */
  readonly last: StoreSnapshot;
}

/** Who hears of a map that forms. */
export interface MapListener {
  /** Told of every look. @param look - what was seen @param factor - how fast the time since the last one went by */
  look(look: MapLook, factor: number | undefined): void;
  /** Told where the run stands, from time to time. @param saved - the state */
  save(saved: SavedMap): Promise<void>;
}

/**
 * Lets a map form.
 *
 * @param options - of the command
 * @param times - when to look
 * @param listener - hears of it
 * @param from - where to go on; the start if left out
 */
export async function formMap(
  options: MapOptions,
  { every, count }: LookTimes,
  listener: MapListener,
  from?: SavedMap,
): Promise<FormedMap> {
  const { preset, scale, seed, stimulus, rewiring, threads, checkpointEvery } = options;
  const map = topographicMap({ preset: presets[preset], scale, seed, stimulus, rewiring });
  await using running = await RunningMap.start(map, cpu(threads === undefined ? {} : { threads }));
  if (from) await running.live.restore(from.checkpoint);
  const shown = new Set([0, Math.ceil((count + 1) / 10), count]);
  const looks = [...(from?.state.looks ?? [])];
  const centres = { ...from?.state.centres };
  let wallSeconds = from?.state.wallSeconds ?? 0;
  let last = await running.live.synapses(map.feedforward);
  const { first = { pre: Array.from(last.pre), post: Array.from(last.post) } } = from?.state ?? {};

  const look = async (factor?: number): Promise<void> => {
    const before = last;
    last = await running.live.synapses(map.feedforward);
    const lateral = await running.live.synapses(map.lateral);
    const connectivity = mapQuality(map.layer, last, 'connectivity');
    const weights = mapQuality(map.layer, last, 'weights');
    if (shown.has(looks.length))
      centres[looks.length] = weights.fields.map(({ x, y }) => (Number.isNaN(x) ? null : [x, y]));
    looks.push({
      seconds: running.milliseconds / 1000,
      synapses: [last.pre.length, lateral.pre.length],
      gained: missing(before, last),
      lost: missing(last, before),
      sigmaAff: { connectivity: connectivity.sigmaAff, weights: weights.sigmaAff },
      deviation: { connectivity: connectivity.deviation, weights: weights.deviation },
    });
    listener.look(looks.at(-1)!, factor);
  };

  if (!from) await look();
  let saved = looks.at(-1)!.seconds;
  while (looks.length <= count) {
    const stretch = Math.min(every * looks.length, options.seconds) * 1000 - running.milliseconds;
    const began = performance.now();
    await running.advance(Math.round(stretch / map.preset.dt) * map.preset.dt);
    const took = (performance.now() - began) / 1000;
    wallSeconds += took;
    await look(stretch / 1000 / took);
    const { seconds } = looks.at(-1)!;
    if (seconds - saved < checkpointEvery - 1e-9) continue;
    saved = seconds;
    const state: MapState = { looks, centres, first, wallSeconds };
    await listener.save({ checkpoint: await running.live.checkpoint(), state });
  }
  return { map, looks, centres, first, last, wallSeconds };
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
