import type { ArraySpec, Op, SpikesKernel } from '@growcone/core';
import { placedIn, readsOf, replacementsOf, type Placed, type Read } from './access.ts';
import type { Gather, Phase, SegmentedParts } from './phase.ts';
import { targetsOf, type Draft } from './put-off.ts';
import { leanRecompute } from './recompute.ts';

/** What a loop over examples is made of. */
export interface ExamplesParts {
  /** Name of its entry. */
  readonly entry: string;
  /** Its ops. */
  readonly ops: readonly Op[];
  /** What happens where everything is held for all steps. */
  readonly parts: readonly (Phase | Gather)[];
  /** The 'all' arrays that are handed out. */
  readonly records: readonly number[];
}

/**
 * The parts of a loop over examples that holds its 'all' arrays for some steps only; undefined where there are none, or where something
 * would read them when they are not there.
 *
 * @param draft - the plan; receives kernels that write less than they did
 * @param examples - the loop
 */
export function segmentedParts(draft: Draft, examples: ExamplesParts): SegmentedParts | undefined {
  const { parts } = examples;
  const phases = parts.filter((part) => part.kind === 'phase');
  const [forward, ...more] = phases.filter(({ sweep }) => sweep === 'forward' || sweep === 'flush');
  const [reverse, ...others] = phases.filter(({ sweep }) => sweep === 'reverse');
  if (!forward || forward.continues || more.length + others.length > 0) return undefined;
  if (reverse) return inReverse(draft, examples, forward, reverse);
  return phases.length === parts.length ? recordsOnly(draft, examples, forward) : undefined;
}

/** Without a reverse sweep only what is handed out has steps. */
function recordsOnly({ arrays, kernels }: Draft, { parts }: ExamplesParts, forward: Phase): SegmentedParts | undefined {
  const placed = placedIn(kernels, forward.body);
  const kept = (forward.keep ?? []).filter(isAll(arrays));
  const { replaced, early } = replacementsOf(arrays, placed);
  const reads = readsIn(placed).filter(({ array }) => kept.includes(array));
  const there = kept.every((id) => replaced.has(id) && !early.has(id)) && reads.every(({ lag }) => lag >= 0);
  if (kept.length === 0 || !there) return undefined;
  return { parts, recompute: undefined, state: [], before: 0, margin: most(reads.map(({ lag }) => lag)) };
}

function inReverse(
  draft: Draft,
  { entry, ops, parts, records }: ExamplesParts,
  forward: Phase,
  reverse: Phase,
): SegmentedParts | undefined {
  const { arrays, kernels } = draft;
  // What comes behind the sweep would find the state of a recomputation.
  if (parts.slice(parts.indexOf(reverse) + 1).some(({ kind }) => kind === 'phase')) return undefined;
  const { recompute } = ops.find((op) => op.op === 'reverse') as Extract<Op, { readonly op: 'reverse' }>;
  const back = placedIn(kernels, reverse.body);
  const gathered = parts.flatMap((part) => (part.kind === 'gather' ? readsOf(part.kernel) : []));
  const looked = [...readsIn(back), ...gathered].filter(({ array }) => isAll(arrays)(array));
  const written = writtenIn(placedIn(kernels, recompute));
  const filled = new Set(looked.map(({ array }) => array).filter((id) => written.has(id)));
  const body = leanRecompute(kernels, recompute, filled);
  const again = placedIn(kernels, body);
  const sweeps = { forth: placedIn(kernels, forward.body), again, back };
  if (![...filled].every((id) => forward.keep?.includes(id))) return undefined;
  if (looked.length === 0 || !isWhole(arrays, sweeps, looked, records)) return undefined;

  const { carried } = replacementsOf(arrays, again);
  const [before, after] = [most(looked.map(({ lag }) => lag)), most(looked.map(({ lag }) => -lag))];
  const name = `${entry}, recomputation of a segment`;
  return {
    parts: parts.map((part) => {
      if (part === forward) return { ...part, name: `${part.name}, in segments`, keep: records };
      return part.kind === 'gather' ? { ...part, sums: sumsOf(draft, part.kernel) } : part;
    }),
    recompute:
      body.length > 0
        ? { kind: 'phase', name, sweep: 'forward', flush: 0, body, keep: [...filled], continues: false }
        : undefined,
    state: [...writtenIn(again)].filter((id) => !isAll(arrays)(id) && carried.has(id)),
    before,
    margin: before + after,
  };
}

/** Adds the arrays in which the gradient of an example grows from segment to segment. */
function sumsOf({ arrays }: Draft, { writes }: SpikesKernel): readonly number[] {
  return writes.map(({ array }) => {
    const { name, over } = arrays[array];
    const rest = { lifetime: 'example', steps: 1, initial: 0, accumulates: false } as const;
    return arrays.push({ id: arrays.length, name: `${name} of an example`, over, ...rest }) - 1;
  });
}

/** Whether every value that the sweeps look at is there when they do. */
function isWhole(
  arrays: readonly ArraySpec[],
  { forth, again, back }: Readonly<Record<'forth' | 'again' | 'back', readonly Placed[]>>,
  looked: readonly Read[],
  records: readonly number[],
): boolean {
  const [inForward, inRecompute, inReverse] = [forth, again, back].map((placed) => replacementsOf(arrays, placed));
  const [recomputed, reversed] = [writtenIn(again), writtenIn(back)];
  const all = isAll(arrays);
  return (
    [...recomputed].every((id) => arrays[id].lifetime === 'example') &&
    records.every((id) => inForward.replaced.has(id)) &&
    readsIn(forth).every((r) => !all(r.array) || (records.includes(r.array) && isOwn(r, inForward.early))) &&
    readsIn(again).every((r) => !all(r.array) || (recomputed.has(r.array) && isOwn(r, inRecompute.early))) &&
    looked.every(({ array, lag }) => {
      if (!reversed.has(array)) return inRecompute.replaced.has(array);
      const { replaced, early } = inReverse;
      return replaced.has(array) && !early.has(array) && !recomputed.has(array) && lag <= 0;
    }) &&
    // A recomputation must not show in what the reverse sweep goes on from.
    [...recomputed].every((id) => all(id) || !inReverse.carried.has(id))
  );
}

/** Whether a read is of a value of the same step that was just written. */
const isOwn = ({ array, lag }: Read, early: ReadonlySet<number>): boolean => lag === 0 && !early.has(array);

const isAll =
  (arrays: readonly ArraySpec[]) =>
  (id: number): boolean =>
    arrays[id].steps === 'all' && arrays[id].lifetime === 'example';

const readsIn = (placed: readonly Placed[]): readonly Read[] => placed.flatMap(({ kernel }) => readsOf(kernel));

const writtenIn = (placed: readonly Placed[]): ReadonlySet<number> =>
  new Set(placed.flatMap(({ kernel }) => targetsOf(kernel)));

const most = (steps: readonly number[]): number => Math.max(0, ...steps);
