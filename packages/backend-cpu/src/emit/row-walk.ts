import { padded } from '../runtime/layout.ts';
import { ByteWriter } from '../wasm/byte-writer.ts';
import type { Local } from '../wasm/code.ts';
import { i32 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import { level } from './dependence.ts';
import { Frame } from './frame.ts';
import type { KernelWriter } from './kernel-writer.ts';
import { advance, assign, countUp, countWhile } from './loop.ts';
import type { SparseRow, StoreRows } from './store-rows.ts';

/** Blocks of a dense row that one round of the loop works on. */
const UNROLL = 4;

/** How a sparse row is walked. */
export interface SparseSteps {
  /** Whether four slots are one vector; otherwise they are four scalar steps in a row. */
  readonly vector: boolean;
  /** Whether something is written per postsynaptic neuron, where there is no masked write. */
  readonly scatters: boolean;
}

/**
 * Writes a walk along a sparse row: four slots at a time, then those that are left.
 *
 * @param writer - the kernel
 * @param rows - the store
 * @param row - the row's loop body
 * @param steps - how
 * @param element - writes what happens to the slots of a frame
 */
export function walkSparse(
  writer: KernelWriter,
  rows: StoreRows,
  row: Frame,
  steps: SparseSteps,
  element: (frame: Frame) => void,
): void {
  const { code } = writer;
  const walk = rows.sparse(row);
  const four = steps.vector
    ? [rows.sparseElement(walk, 4)]
    : [0, 1, 2, 3].map((skip) => rows.sparseElement(walk, 1, skip));
  // The slots past the end of a row that cannot grow belong to the next row: writing them back would stall its loads.
  const masked = steps.vector && !steps.scatters && rows.store.format === 'growable-rows';
  const rest = masked ? rows.sparseRest(walk) : rows.sparseElement(walk, 1);
  for (const frame of [...four, rest]) element(frame);
  code.append(row.segment);
  wholeFours(writer, rows, walk, four);
  if (!masked) {
    countWhile(code, walk.slot, 4, walk.end, () => {
      code.append(rest.segment);
      advance(code, walk.index, rows.indexWidth);
    });
    return;
  }
  code.get(walk.slot, walk.end);
  code.op(i32.ltU);
  code.if(() => code.append(rest.segment));
}

/**
 * Writes the part of a walk along a sparse row that takes four slots at a time.
 *
 * @param writer - the kernel
 * @param rows - the store
 * @param walk - the walk, which ends where fewer than four slots are left
 * @param four - the frames of four slots
 */
export function wholeFours(writer: KernelWriter, rows: StoreRows, walk: SparseRow, four: readonly Frame[]): void {
  const { code } = writer;
  const end = code.local(valueType.i32);
  code.get(walk.end, walk.end, walk.slot);
  code.op(i32.sub);
  code.i32(12);
  code.op(i32.and, i32.sub);
  code.set(end);
  countWhile(code, walk.slot, 16, end, () => {
    for (const frame of four) code.append(frame.segment);
    advance(code, walk.index, 4 * rows.indexWidth);
  });
}

/**
 * Writes a walk along a row of a store of whole vectors.
 *
 * @param writer - the kernel
 * @param rows - the store
 * @param walk - the walk
 * @param vector - whether four slots are one vector; otherwise they are four scalar steps
 * @param element - writes what happens to the slots of a frame
 */
export function walkWhole(
  writer: KernelWriter,
  rows: StoreRows,
  walk: SparseRow,
  vector: boolean,
  element: (frame: Frame) => void,
): void {
  const { code } = writer;
  const four = vector ? [rows.sparseElement(walk, 4)] : [0, 1, 2, 3].map((skip) => rows.sparseElement(walk, 1, skip));
  for (const frame of four) element(frame);
  code.append(walk.row.segment);
  countWhile(code, walk.slot, 16, walk.end, () => {
    for (const frame of four) code.append(frame.segment);
    advance(code, walk.index, 4 * rows.indexWidth);
  });
}

/** Frames of the same postsynaptic neurons in several rows. */
export interface DenseFrames {
  /** One per row. */
  readonly rows: readonly Frame[];
  /** What depends on the postsynaptic neurons alone; shares its instructions with the others. */
  readonly post: Frame;
}

/**
 * Writes a walk along one or several dense rows at once.
 *
 * @param writer - the kernel
 * @param rows - the store
 * @param bodies - the rows' loop bodies
 * @param width - slots per step
 * @param element - writes what happens to the slots of the frames
 */
export function walkDense(
  writer: KernelWriter,
  rows: StoreRows,
  bodies: readonly Frame[],
  width: 1 | 4,
  element: (frames: DenseFrames) => void,
): void {
  const { code } = writer;
  const starts = bodies.map((row) => rows.denseStart(row));
  const offset = code.local(valueType.i32);
  const steps = width === 4 ? padded(rows.postSize) / 4 : rows.postSize;
  const whole = steps <= 2 * UNROLL ? 0 : steps - (steps % UNROLL);
  const stretch = (count: number): ByteWriter => {
    const segment = new ByteWriter();
    code.into(segment, () => {
      const slots = starts.map((start) => {
        code.get(start, offset);
        code.op(i32.add);
        return code.take(valueType.i32);
      });
      const addresses = new Map<string, Local>();
      for (let step = 0; step < count; step++) {
        const shift = 4 * width * step;
        element(denseFrames(writer, bodies, slots, { offset, shift, width, segment, addresses }));
      }
    });
    return segment;
  };
  const loop = whole > 0 ? stretch(UNROLL) : undefined;
  const rest = steps > whole ? stretch(steps - whole) : undefined;
  for (const row of bodies) code.append(row.segment);
  assign(code, offset, 0);
  if (loop) countUp(code, offset, 4 * width * UNROLL, 4 * width * whole, () => code.append(loop));
  if (rest) code.append(rest);
}

/** Where a step along dense rows is. */
export interface DenseStep {
  /** Bytes from the first postsynaptic neuron. */
  readonly offset: Local;
  /** Bytes added to it. */
  readonly shift: number;
  /** Slots per step. */
  readonly width: 1 | 4;
  /** Where instructions go. */
  readonly segment: ByteWriter;
  /** Addresses known so far. */
  readonly addresses: Map<string, Local>;
}

/**
 * The frames of one step along dense rows.
 *
 * @param writer - the kernel
 * @param bodies - the rows' loop bodies
 * @param slots - four times the current slot, per row
 * @param step - where the step is
 * @param shared - takes what depends on the postsynaptic neurons alone, if not this step
 */
export function denseFrames(
  writer: KernelWriter,
  bodies: readonly Frame[],
  slots: readonly Local[],
  { offset, shift, width, segment, addresses }: DenseStep,
  shared?: Frame,
): DenseFrames {
  const lanes = writer.lanes(width);
  const postPlace = { kind: 'contiguous', offset, shift } as const;
  const places = { post: postPlace };
  const post = shared ?? new Frame({ level: level.element, lanes, parent: writer.call, places, segment, addresses });
  const frames = bodies.map(
    (row, r) =>
      new Frame({
        level: level.element,
        lanes,
        parent: row,
        places: { post: postPlace, synapse: { kind: 'contiguous', offset: slots[r]!, shift } },
        segment,
        addresses,
        postFrame: post,
      }),
  );
  return { rows: frames, post };
}
