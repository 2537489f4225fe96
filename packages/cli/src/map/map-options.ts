import { backend, type BackendName } from '../options/backend.ts';
import { given, oneOf, seconds, whole } from '../options/kinds.ts';
import type { Settings } from '../options/setting.ts';

/** What decides how a topographic map forms. */
export interface MapOptions {
  /** Constants of the model. */
  readonly preset: 'knight2025' | 'bamford2010';
  /** How many times larger a layer is along each side. */
  readonly scale: number;
  /** Model time in seconds. */
  readonly seconds: number;
  /** Seed of everything random. */
  readonly seed: number;
  /** Where it forms. */
  readonly backend: BackendName;
  /** Worker threads; one per processor, at most 8, if left out. */
  readonly threads?: number;
  /** What drives the source layer. */
  readonly stimulus: 'correlated' | 'uncorrelated';
  /** Whether synapses come and go. */
  readonly rewiring: boolean;
  /** Seconds between looks at the synapses; a thirtieth of the time, at least a second, if left out. */
  readonly snapshotEvery?: number;
  /** Seconds between checkpoints, each at the next look. */
  readonly checkpointEvery: number;
}

/** The options of `growcone map`. */
export const mapSettings: Settings<MapOptions> = {
  preset: {
    flag: '--preset <name>',
    help: 'constants: knight2025, or bamford2010 with a limited in-degree, which takes 300 s',
    kind: oneOf('knight2025', 'bamford2010'),
    initial: 'knight2025',
  },
  scale: {
    flag: '--scale <n>',
    help: 'size of a layer: (16 n)² neurons',
    // A million neurons per layer: more than a machine simulates in hours.
    kind: whole(1, 64),
    initial: 1,
  },
  seconds: {
    flag: '--seconds <x>',
    help: 'model time: seconds, or with a unit (500ms, 5min)',
    kind: seconds,
    initial: 60,
  },
  seed: { flag: '--seed <n>', help: 'seed of everything random', kind: whole(0), initial: 1 },
  backend,
  threads: { flag: '--threads <n>', help: 'worker threads (one per processor, at most 8)', kind: whole(1, 64) },
  stimulus: {
    flag: '--stimulus <kind>',
    help: 'what drives the source layer: correlated or uncorrelated',
    kind: oneOf('correlated', 'uncorrelated'),
    initial: 'correlated',
  },
  rewiring: { flag: '--no-rewiring', help: 'keep the synapses that there are at first', kind: given, initial: true },
  snapshotEvery: {
    flag: '--snapshot-every <x>',
    help: 'model seconds between looks at the synapses (a thirtieth of the time, at least 1)',
    kind: seconds,
  },
  checkpointEvery: {
    flag: '--checkpoint-every <x>',
    help: 'model seconds between checkpoints, each at the next look',
    kind: seconds,
    initial: 10,
  },
};
