import type { StoreSnapshot } from '@growcone/core';
import type { Check } from '../check/check.ts';
import { makeCheck, type Judge } from '../check/judge.ts';
import { versionCheck } from '../check/version-check.ts';
import { synapses } from '../plans/synapses.ts';
import { editChecks } from './edit-checks.ts';
import { judgeStore } from './judge-store.ts';
import { snapshotFor, VARIABLES, type StorageFormat } from './storage-format.ts';

/** How thoroughly. */
export interface StorageConformanceOptions {
  /** Number of random sequences of edits; 10 000 if left out. */
  readonly sequences?: number;
}

const SIZES: readonly (readonly [preSize: number, postSize: number])[] = [
  [1, 1],
  [3, 4],
  [20, 7],
  [5, 256],
  [5, 257],
  [2, 65_537],
];

/**
 * Checks a storage format: what goes in comes out, rows and addresses agree, faults are refused, and, where it can be
 * edited, random sequences of edits give what a naive model gives.
 *
 * @param format - the format
 * @param options - how thoroughly
 */
export function storageConformance(
  format: StorageFormat,
  { sequences = 10_000 }: StorageConformanceOptions = {},
): readonly Check[] {
  const roundTrips = SIZES.map(([preSize, postSize]) =>
    makeCheck(
      `${format.name}: holds ${preSize} × ${postSize} neurons`,
      'A store gives back the synapses it was given, in row order and slot order, with every value at its synapse.',
      `random synapses between ${preSize} and ${postSize} neurons`,
      (judge) => roundTrip(judge, format, preSize, postSize),
    ),
  );
  const reload = makeCheck(
    `${format.name}: loading again replaces everything`,
    'A store holds the synapses that were loaded last, and no other.',
    'three loads, of many, of no and of few synapses',
    (judge) => {
      const shape = { preSize: 9, postSize: 8, variables: VARIABLES, columns: format.columns };
      const store = format.create(shape);
      for (const density of [0.9, 0, 0.2]) {
        const snapshot = snapshotFor(format, { ...shape, density, seed: 4 });
        store.load(snapshot);
        judgeStore(judge, store, snapshot, format);
      }
    },
  );
  const refusals = makeCheck(
    `${format.name}: refuses what does not fit`,
    'Indices out of range, repeated pairs, rows out of order, missing and unknown variables are refused.',
    'a store of 3 × 4 neurons',
    (judge) => refusesFaultySnapshots(judge, format),
  );
  const limits = makeCheck(
    `${format.name}: keeps to what it says of itself`,
    'Values that differ are refused where all synapses share one, and a format that cannot be edited offers no edit.',
    `a store of 3 × 4 neurons, shared values: ${format.sharedValues}, editable: ${format.editable}`,
    (judge) => keepsToItsWord(judge, format),
  );
  return [
    versionCheck('storage format', format),
    ...roundTrips,
    reload,
    refusals,
    limits,
    ...(format.editable ? editChecks(format, sequences) : []),
  ];
}

async function keepsToItsWord(judge: Judge, format: StorageFormat): Promise<void> {
  const store = format.create({ preSize: 3, postSize: 4, variables: VARIABLES, columns: false });
  judge.holds(
    'edit',
    'edit' in store === format.editable,
    format.editable ? 'a method' : 'none',
    'edit' in store ? 'a method' : 'none',
  );
  const { pre, post, variables } = synapses([
    [0, 1, 0.5],
    [2, 3, 0.25],
  ]);
  const load = (): void => store.load({ pre, post, variables: { ...variables, age: Float64Array.of(3, 3) } });
  if (format.sharedValues) await judge.rejects('two values of one variable', load, ['w']);
  else load();
}

function roundTrip(judge: Judge, format: StorageFormat, preSize: number, postSize: number): void {
  const density = postSize > 1000 ? 0.001 : 0.4;
  for (const columns of format.columns ? [true, false] : [false]) {
    const store = format.create({ preSize, postSize, variables: VARIABLES, columns });
    const snapshot = snapshotFor(format, { preSize, postSize, density, seed: postSize });
    store.load(snapshot);
    judgeStore(judge, store, snapshot, format);
  }
}

async function refusesFaultySnapshots(judge: Judge, format: StorageFormat): Promise<void> {
  const good = synapses([
    [0, 1, 0.5],
    [2, 3, 0.5],
  ]);
  const age = Float64Array.of(3, 3);
  const withAge = (snapshot: StoreSnapshot): StoreSnapshot => ({
    ...snapshot,
    variables: { ...snapshot.variables, age },
  });
  const load = (snapshot: StoreSnapshot) => (): void =>
    format.create({ preSize: 3, postSize: 4, variables: VARIABLES, columns: false }).load(snapshot);
  load(withAge(good))();
  await judge.rejects(
    'a presynaptic neuron that does not exist',
    load(
      withAge(
        synapses([
          [0, 1, 0.5],
          [3, 1, 0.5],
        ]),
      ),
    ),
  );
  await judge.rejects(
    'a postsynaptic neuron that does not exist',
    load(
      withAge(
        synapses([
          [0, 1, 0.5],
          [1, 4, 0.5],
        ]),
      ),
    ),
  );
  await judge.rejects(
    'rows out of order',
    load(
      withAge(
        synapses([
          [2, 1, 0.5],
          [0, 1, 0.5],
        ]),
      ),
    ),
  );
  await judge.rejects('a variable that is missing', load(good), ['age']);
  const extra = { ...withAge(good).variables, agee: age };
  await judge.rejects('a variable that does not exist', load({ ...good, variables: extra }), ['agee', 'age']);
  const short = { ...good.variables, age: age.subarray(1) };
  await judge.rejects('too few values', load({ ...good, variables: short }), ['age']);
  if (format.editable)
    await judge.rejects(
      'a repeated pair',
      load(
        withAge(
          synapses([
            [0, 1, 0.5],
            [0, 1, 0.5],
          ]),
        ),
      ),
    );
}
