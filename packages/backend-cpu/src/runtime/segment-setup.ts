import type { Plan } from '@growcone/core';
import type { BlockLayout, BlockPart } from './block-layout.ts';
import type { SegmentArray, Segments, Stretch } from './job.ts';
import type { EntryAnalysis } from './sweep-analysis.ts';
import type { ProgramMemory } from './program-memory.ts';
import type { TrialArrays } from './trial-arrays.ts';

/** What places arrays of a trial. */
export interface TrialPlaces {
  /** The plan. */
  readonly plan: Plan;
  /** The program's memory. */
  readonly memory: ProgramMemory;
  /** The state of an example in one block. */
  readonly block: BlockLayout;
  /** Arrays of trials. */
  readonly arrays: TrialArrays;
}

/** Where a worker's segments are. */
export interface SegmentSite {
  /** Name of the worker. */
  readonly owner: string;
  /** Address of its block. */
  readonly block: number;
  /** Steps per segment. */
  readonly length: number;
  /** Number of steps. */
  readonly steps: number;
}

/**
 * Places what a reverse sweep in segments needs on a worker: checkpoints, and one segment of every recorded array.
 *
 * @param places - places arrays
 * @param entry - the entry, which can work in segments
 * @param site - where
 */
export function placeSegments(places: TrialPlaces, entry: EntryAnalysis, site: SegmentSite): Segments {
  const { owner, block, length, steps } = site;
  const { recorded, state, carried, before } = entry.segments!;
  const { rooms } = places.memory;
  const parts = (ids: readonly number[]) =>
    stretches(
      block,
      ids.map((id) => places.block.arrays.get(id)!),
    );
  const kept = parts(state);
  const aside = parts(carried);
  const count = Math.ceil(steps / length);
  return {
    length,
    before,
    // One more than there are segments: the state after the last step.
    checkpoints: rooms.take(`checkpoints of ${owner}`, bytesOf(kept) * (count + 1)),
    bytes: bytesOf(kept),
    state: kept,
    carried: aside,
    aside: rooms.take(`state set aside of ${owner}`, bytesOf(aside)),
    arrays: recorded.map((id) => placeArray(places, id, before + length, owner, entry.unwritten.includes(id))),
  };
}

function placeArray(places: TrialPlaces, id: number, steps: number, owner: string, unwritten: boolean): SegmentArray {
  const { arrays, memory, plan } = places;
  const spec = plan.arrays[id]!;
  const { address, stride, before, count } = arrays.place(`a segment of ${owner}`, spec, steps, 1);
  const initial = memory.rooms.take(`initial row of ${spec.name} (${id}), ${owner}`, stride);
  arrays.fill(spec, initial, 1, stride);
  return { word: id, rows: address, stride, before, after: count - before - steps, initial, unwritten };
}

/** Parts of a block as few stretches of memory. */
function stretches(block: number, parts: readonly BlockPart[]): readonly Stretch[] {
  const joined: Stretch[] = [];
  for (const { offset, bytes } of [...parts].sort((a, b) => a.offset - b.offset)) {
    const last = joined.at(-1);
    const follows = last !== undefined && last.address + last.bytes === block + offset;
    if (follows) joined[joined.length - 1] = { address: last.address, bytes: last.bytes + bytes };
    else joined.push({ address: block + offset, bytes });
  }
  return joined;
}

const bytesOf = (parts: readonly Stretch[]): number => parts.reduce((sum, part) => sum + part.bytes, 0);
