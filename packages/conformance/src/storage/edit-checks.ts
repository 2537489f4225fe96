import type { EditableStore, Pairs, Removals, StoreEdit, StoreSnapshot } from '@growcone/core';
import type { Check } from '../check/check.ts';
import { makeCheck, type Judge } from '../check/judge.ts';
import { numbers, type Numbers } from '../plans/spike-trains.ts';
import { judgeStore } from './judge-store.ts';
import { editNaively, naiveStore, snapshotOf, type NaiveStore } from './naive-store.ts';
import { snapshotFor, VARIABLES, type StorageFormat } from './storage-format.ts';

const LAW =
  'An edit removes from the highest slot of a row down, the last synapse filling the hole, and appends births in their order; every variable follows its synapse, and columns follow likewise.';

const BIRTH = Object.fromEntries(VARIABLES.map((v) => [v.name, v.birth]));

/** Sizes of the stores that are edited; small ones meet every corner often. */
const SIZES: readonly (readonly [preSize: number, postSize: number])[] = [
  [1, 1],
  [2, 3],
  [4, 4],
  [7, 9],
  [12, 5],
  [3, 40],
];

/**
 * Checks of a format that can be edited.
 *
 * @param format - the format
 * @param sequences - number of random sequences of edits
 */
export const editChecks = (format: StorageFormat, sequences: number): readonly Check[] => [
  makeCheck(
    `${format.name}: ${sequences} random sequences of edits`,
    LAW,
    '1 to 6 edits each, of stores of 1 × 1 to 12 × 5 neurons',
    (judge) => {
      for (let i = 0; i < sequences; i++) editSequence(judge, format, i);
    },
  ),
  makeCheck(
    `${format.name}: a row that grows far`,
    LAW,
    'a row of 1 grows to 5000 synapses and shrinks again',
    (judge) => growFar(judge, format),
  ),
  makeCheck(
    `${format.name}: a faulty edit changes nothing`,
    'An edit that does not fit is refused as a whole.',
    'a store of 4 × 6 neurons',
    (judge) => refusesFaultyEdits(judge, format),
  ),
];

function open(
  format: StorageFormat,
  snapshot: StoreSnapshot,
  preSize: number,
  postSize: number,
  columns: boolean,
): EditableStore {
  const store = format.create({ preSize, postSize, variables: VARIABLES, columns }) as EditableStore;
  store.load(snapshot);
  return store;
}

function editSequence(by: Judge, format: StorageFormat, sequence: number): void {
  const next = numbers(sequence);
  const [preSize, postSize] = SIZES[sequence % SIZES.length];
  const columns = format.columns && sequence % 3 !== 0;
  const start = snapshotFor(format, { preSize, postSize, density: next(), seed: sequence });
  const store = open(format, start, preSize, postSize, columns);
  const naive = naiveStore(start, { preSize, postSize }, BIRTH);
  const edits = 1 + Math.floor(next() * 6);
  const judge = by.under({
    input: `sequence ${sequence}: ${edits} edits of a store of ${preSize} × ${postSize} neurons, ${columns ? 'with' : 'without'} columns`,
  });
  for (let i = 0; i < edits; i++) {
    const balanced = next() < 0.5;
    const edit = randomEdit(naive, next, balanced);
    const before = store.count;
    store.edit(edit);
    editNaively(naive, edit);
    const change = (edit.births?.pre.length ?? 0) - (edit.remove?.pre.length ?? 0);
    judge.equal(`number of synapses after edit ${i}`, [before + change], [store.count]);
  }
  judgeStore(judge, store, snapshotOf(naive, false), format);
  judgeInvariants(judge, store);
  if (columns) {
    const offsets = snapshotOf(naive, true).columnOffsets ?? [];
    judge.equal('column offsets', offsets, store.snapshot().columnOffsets ?? []);
  }
}

/** Removals of random synapses and births of random absent pairs: as many of both where the edit is balanced. */
function randomEdit({ rows, columns }: NaiveStore, next: Numbers, balanced: boolean): StoreEdit {
  const share = next() ** 2;
  const remove = { pre: [] as number[], slot: [] as number[] };
  const absent: [number, number][] = [];
  rows.forEach((row, pre) => {
    const stays = new Set<number>();
    row.forEach(({ post }, slot) => {
      if (next() >= share) {
        stays.add(post);
        return;
      }
      remove.pre.push(pre);
      remove.slot.push(slot);
    });
    for (let post = 0; post < columns.length; post++) if (!stays.has(post)) absent.push([pre, post]);
  });
  const wanted = balanced ? remove.pre.length : Math.floor(next() * absent.length);
  const births: [number, number][] = [];
  while (births.length < wanted) births.push(...absent.splice(Math.floor(next() * absent.length), 1));
  const values = { w: births.map(() => Math.floor(next() * 64) / 64) };
  return {
    remove: { pre: Uint32Array.from(remove.pre), slot: Uint32Array.from(remove.slot) },
    births: pairsOf(births),
    ...(next() < 0.7 ? { values } : {}),
  };
}

const pairsOf = (pairs: readonly (readonly [number, number])[]): Pairs => ({
  pre: Uint32Array.from(pairs, ([pre]) => pre),
  post: Uint32Array.from(pairs, ([, post]) => post),
});

/** What must hold whatever the edits were. */
function judgeInvariants(judge: Judge, store: EditableStore): void {
  const { pre, post, columnOffsets } = store.snapshot();
  const pairs = new Set(Array.from(pre, (i, s) => i * store.postSize + post[s]));
  judge.holds('pairs', pairs.size === pre.length, 'no pair twice', `${pre.length - pairs.size} repeated`);
  if (!columnOffsets) return;
  const taken = new Set(Array.from(post, (j, s) => `${j} ${columnOffsets[s]}`));
  const degrees = new Map<number, number>();
  for (const j of post) degrees.set(j, (degrees.get(j) ?? 0) + 1);
  const inRange = post.every((j, s) => columnOffsets[s] < (degrees.get(j) ?? 0));
  judge.holds(
    'column index',
    taken.size === post.length && inRange,
    'every offset from 0 to the in-degree, once',
    `offsets ${Array.from(columnOffsets).join(', ')}`,
  );
}

function growFar(judge: Judge, format: StorageFormat): void {
  const [preSize, postSize] = [2, 6000];
  const none: StoreSnapshot = {
    pre: Uint32Array.of(0, 1),
    post: Uint32Array.of(5, 7),
    variables: { w: Float64Array.of(1, 2), age: Float64Array.of(1, 2) },
  };
  const store = open(format, none, preSize, postSize, format.columns);
  const naive = naiveStore(none, { preSize, postSize }, BIRTH);
  for (let first = 10; first < 5010; first += 500) {
    const births = pairsOf(Array.from({ length: 500 }, (_, i) => [0, first + i]));
    const values = { w: Array.from({ length: 500 }, (_, i) => first + i) };
    store.edit({ births, values });
    editNaively(naive, { births, values });
  }
  judgeStore(judge, store, snapshotOf(naive, false), format);
  const remove: Removals = {
    pre: new Uint32Array(4990),
    slot: Uint32Array.from({ length: 4990 }, (_, i) => i + 5),
  };
  store.edit({ remove });
  editNaively(naive, { remove });
  judgeStore(judge, store, snapshotOf(naive, false), format);
}

async function refusesFaultyEdits(judge: Judge, format: StorageFormat): Promise<void> {
  const start = snapshotFor(format, { preSize: 4, postSize: 6, density: 0.5, seed: 2 });
  const store = open(format, start, 4, 6, format.columns);
  const [pre, post] = [start.pre[0], start.post[0]];
  const free = Array.from({ length: 6 }, (_, j) => j).filter((j) => store.find(pre, j) < 0);
  const removals = (pairs: readonly (readonly [number, number])[]): Removals => {
    const { pre: rows, post: slot } = pairsOf(pairs);
    return { pre: rows, slot };
  };
  const faults: readonly (readonly [what: string, edit: StoreEdit])[] = [
    ['removing a slot that is empty', { remove: removals([[pre, 6]]) }],
    ['removing from a row that does not exist', { remove: removals([[4, 0]]) }],
    [
      'removing twice',
      {
        remove: removals([
          [pre, 0],
          [pre, 0],
        ]),
      },
    ],
    ['a birth of a pair that exists', { births: pairsOf([[pre, post]]) }],
    [
      'a birth that comes twice',
      {
        births: pairsOf([
          [pre, free[0]],
          [pre, free[0]],
        ]),
      },
    ],
    ['a birth outside of the store', { births: pairsOf([[0, 6]]) }],
    ['values of a variable that does not exist', { births: pairsOf([[pre, free[0]]]), values: { v: [1] } }],
    ['too many values', { births: pairsOf([[pre, free[0]]]), values: { w: [1, 2] } }],
    ['a good removal with a faulty birth', { remove: removals([[pre, 0]]), births: pairsOf([[0, 6]]) }],
  ];
  for (const [what, edit] of faults) {
    await judge.rejects(what, () => store.edit(edit));
    judgeStore(judge, store, start, format);
  }
}
