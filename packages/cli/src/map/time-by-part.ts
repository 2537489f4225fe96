import { cpu } from '@growcone/backend-cpu';
import type { Kernel, LiveCheckpoint } from '@growcone/core';
import { RunningMap, type TopographicMap } from '@growcone/topomap';

/** Where the time of a step goes. */
export const PARTS = [
  'neurons and traces',
  'spikes that arrive',
  'synapses of neurons that fire',
  'drawing pairs',
  'editing synapses',
  'everything else',
] as const;

/** What was measured of a map on one thread, going on from its end with a clock between the parts of a step. */
export interface MapTimes {
  /** Milliseconds by part. */
  readonly milliseconds: Readonly<Record<(typeof PARTS)[number], number>>;
  /** Model time in ms that they took. */
  readonly modelTime: number;
  /** Share of the time that rewiring takes. */
  readonly shareRewiring: number;
  /** Nanoseconds of rewiring per pair or slot that is drawn; null without rewiring. */
  readonly nsPerAttempt: number | null;
}

/** Model time in ms of a map of 2 × 256 neurons; larger ones take as much computing. */
const STRETCH = 10_000;

const partOf: Readonly<Partial<Record<Kernel['shape'], (typeof PARTS)[number]>>> = {
  neurons: 'neurons and traces',
  spikes: 'spikes that arrive',
  'post-spikes': 'synapses of neurons that fire',
};

/** Lets a map go on from its end, and measures where the time goes. @param map - the map @param end - its state @param scale - its size */
export async function timeByPart(map: TopographicMap, end: LiveCheckpoint, scale: number): Promise<MapTimes> {
  await using running = await RunningMap.start(map, cpu({ threads: 1, clock: true }));
  await running.live.restore(end);
  const { dt, rewiring, stimulus } = map.preset;
  const { duration } = stimulus;
  const stretch = Math.max(1, Math.round(STRETCH / (scale * scale * duration))) * Math.round(duration / dt) * dt;
  // The first time the engine is still compiling.
  await running.advance(stretch);
  const taken = await running.advance(stretch);
  const { plan } = running.live;
  const milliseconds = Object.fromEntries(PARTS.map((part) => [part, 0])) as Record<(typeof PARTS)[number], number>;
  for (const [name, ms] of Object.entries(taken)) {
    const kernel = plan.kernels.find((k) => k.name === name);
    const part = kernel ? partOf[kernel.shape] : PARTS.find((one) => name.endsWith(one));
    milliseconds[part ?? 'everything else'] += ms;
  }
  const all = Object.values(milliseconds).reduce((sum, ms) => sum + ms, 0);
  const own = milliseconds['drawing pairs'] + milliseconds['editing synapses'];
  const times = stretch / Math.max(dt, Math.round(rewiring.interval / dt) * dt);
  const attempts = plan.rewirings.length * rewiring.attempts * scale * scale * times;
  return {
    milliseconds,
    modelTime: stretch,
    shareRewiring: own / all,
    nsPerAttempt: attempts === 0 ? null : (1e6 * own) / attempts,
  };
}
