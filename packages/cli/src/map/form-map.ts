import type { StoreSnapshot } from '@growcone/core';
import {
  mapQuality,
  presets,
  RunningMap,
  topographicMap,
  turnover,
  type TopographicMap,
  type Turnover,
} from '@growcone/topomap';
import { OptionError } from '../cli-error.ts';
import { backendOf } from '../options/backend.ts';
import { degreesOf, type Degrees } from './degrees.ts';
import type { SavedMap } from './map-folder.ts';
import type { MapOptions } from './map-options.ts';
import { timeByPart, type MapTimes } from './time-by-part.ts';

/** Something of the synapses from source to target, and of those within the target layer. */
export type PerProjection<T> = readonly [feedforward: T, lateral: T];

/** A look at a map while it forms. */
export interface MapLook {
  /** Model time in seconds. */
  readonly seconds: number;
  /** Synapses from source to target, and within the target layer. */
  readonly synapses: PerProjection<number>;
  /** How many of them a neuron has. */
  readonly degrees: PerProjection<Degrees>;
  /** Those that came, went and stayed since the look before, by distance on the grid in bins of 1; those that did both are in neither. */
  readonly turnover: PerProjection<Turnover>;
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
  /** Where the time of a step goes. */
  readonly times: MapTimes;
  /** Memory that a synapse takes at the end, in bytes: variables, indices of both ends, room to grow. */
  readonly bytesPerSynapse: number;
}

/** Who hears of a map that forms. */
export interface MapListener {
  /** Told when the network is there, before anything else. */
  start(): Promise<void>;
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
  const { preset, scale, seed, stimulus, rewiring, backend, threads, checkpointEvery } = options;
  const map = topographicMap({ preset: presets[preset], scale, seed, stimulus, rewiring });
  const device = await backendOf(backend, threads === undefined ? {} : { threads });
  await using running = await RunningMap.start(map, device);
  await listener.start();
  if (from) await running.live.restore(from.checkpoint);
  const shown = new Set([0, Math.ceil((count + 1) / 10), count]);
  const looks = [...(from?.position.looks ?? [])];
  const centres = { ...from?.position.centres };
  let wallSeconds = from?.position.wallSeconds ?? 0;
  const synapses = async (): Promise<PerProjection<StoreSnapshot>> => [
    await running.live.synapses(map.feedforward),
    await running.live.synapses(map.lateral),
  ];
  let last = await synapses();
  const { first = { pre: Array.from(last[0].pre), post: Array.from(last[0].post) } } = from?.position ?? {};

  const look = async (factor?: number): Promise<void> => {
    const before = last;
    last = await synapses();
    const [feedforward, lateral] = last;
    const connectivity = mapQuality(map.layer, feedforward, 'connectivity');
    const weights = mapQuality(map.layer, feedforward, 'weights');
    if (shown.has(looks.length))
      centres[looks.length] = weights.fields.map(({ x, y }) => (Number.isNaN(x) ? null : [x, y]));
    looks.push({
      seconds: running.milliseconds / 1000,
      synapses: [feedforward.pre.length, lateral.pre.length],
      degrees: [degreesOf(feedforward, map.target.size), degreesOf(lateral, map.target.size)],
      turnover: [turnover(map.layer, before[0], feedforward), turnover(map.layer, before[1], lateral)],
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
    const position: MapState = { looks, centres, first, wallSeconds };
    await listener.save({ checkpoint: await running.live.checkpoint(), position });
  }
  const bytes = (await running.live.synapseBytes(map.feedforward)) + (await running.live.synapseBytes(map.lateral));
  const times = await timeByPart(map, await running.live.checkpoint(), scale);
  const bytesPerSynapse = bytes / Math.max(1, last[0].pre.length + last[1].pre.length);
  return { map, looks, centres, first, last: last[0], times, bytesPerSynapse, wallSeconds };
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
