import type { RowsKernel, Write } from '@growcone/core';
import { padded } from '../runtime/layout.ts';
import { ByteWriter } from '../wasm/byte-writer.ts';
import type { Code, Local } from '../wasm/code.ts';
import { f32, f32x4, i32 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import { fourLanes, pushSum, type FourLanes } from './accumulators.ts';
import { level } from './dependence.ts';
import { Frame } from './frame.ts';
import { startKernel, type EmitOptions, type KernelVariant } from './kernel-variant.ts';
import type { KernelWriter } from './kernel-writer.ts';
import { assign, countUp } from './loop.ts';
import { denseFrames, wholeFours } from './row-walk.ts';
import { StoreRows } from './store-rows.ts';
import { forEachWhere } from './where.ts';

/**
 * Writes a loop over presynaptic neurons that sums over the synapses of each. The slot at position n of a row joins
 * lane n mod 4; long dense rows have several sets of lanes, so that additions need not wait for each other.
 *
 * @param variant - the kernel
 * @param options - what writing it needs
 */
export function emitRows(variant: KernelVariant<RowsKernel>, options: EmitOptions): Code {
  const { kernel, writes } = variant;
  const writer = startKernel(variant, options);
  const { code } = writer;
  const rows = new StoreRows(writer, kernel.store);
  const posts = sharedPosts(writer, rows, writes);
  const sums: RowSums = { writer, rows, writes, simd: options.simd, posts };
  const offset = code.local(valueType.i32);
  return writer.finish(() => {
    if (rows.preSize === 0) return;
    assign(code, offset, 0);
    const { where } = kernel;
    if (where !== undefined && options.simd) {
      forEachWhere(code, {
        size: rows.preSize,
        offset,
        test: (fours) => test(writer, where, offset, 4, fours),
        each: (neuron) => {
          code.get(neuron);
          code.i32(2);
          code.op(i32.shl);
          sumRow(sums, rows.row(code.take(valueType.i32)));
        },
      });
      return;
    }
    countUp(code, offset, 4, 4 * rows.preSize, () => {
      const row = rows.row(offset);
      if (where === undefined) return sumRow(sums, row);
      code.get(...test(writer, where, offset, 1, 1));
      code.if(() => sumRow(sums, row));
    });
  });
}

interface RowSums {
  readonly writer: KernelWriter;
  readonly rows: StoreRows;
  readonly writes: readonly Write[];
  readonly simd: boolean;
  /** Per block of a short dense row, what depends on the postsynaptic neurons alone: known before the first row. */
  readonly posts: readonly Frame[] | undefined;
}

/** Blocks of a row whose postsynaptic values fit the registers. */
const SHORT = 8;

/** Frames of the postsynaptic neurons that all rows share. */
function sharedPosts(writer: KernelWriter, rows: StoreRows, writes: readonly Write[]): readonly Frame[] | undefined {
  const { nodes, simd } = writer.source;
  const blocks = padded(rows.postSize) / 4;
  const written = (array: number): boolean => writes.some((w) => w.array === array);
  if (!simd || !rows.dense || blocks > SHORT) return undefined;
  if (nodes.some((n) => n.op === 'read' && n.at === 'post' && written(n.array))) return undefined;
  const offset = writer.memory.once('no offset', () => writer.code.i32(0));
  return Array.from({ length: blocks }, (_, block) => {
    const place = { kind: 'contiguous', offset, shift: 16 * block } as const;
    const segment = writer.memory.prologue;
    const lanes = writer.lanes(4);
    return new Frame({ level: level.element, lanes, parent: writer.call, places: { post: place }, segment });
  });
}

/** Tests one or several times one or four presynaptic neurons. */
function test(writer: KernelWriter, where: number, offset: Local, width: 1 | 4, times: number): readonly Local[] {
  const addresses = new Map<string, Local>();
  return Array.from({ length: times }, (_, n) => {
    const frame = new Frame({
      level: level.element,
      lanes: writer.lanes(width),
      parent: writer.call,
      places: { pre: { kind: 'contiguous', offset, shift: 16 * n } },
      addresses,
    });
    const holds = writer.value(where, frame);
    writer.code.append(frame.segment);
    return holds;
  });
}

/** Sums one row and writes the results. */
function sumRow(sums: RowSums, row: Frame): void {
  const { writer, rows, writes } = sums;
  const { code, memory } = writer;
  const totals = rows.dense ? sumDense(sums, row) : sumSparse(sums, row);
  const pre = row.places.pre as { readonly offset: Local };
  writes.forEach(({ array, add }, i) => {
    const target = memory.array(array, 0);
    code.get(target, pre.offset);
    code.op(i32.add);
    const address = code.take(valueType.i32);
    code.get(address);
    if (add) {
      code.get(address);
      code.access(f32.load);
    }
    pushSum(code, totals[i]!);
    if (add) code.op(f32.add);
    code.access(f32.store);
  });
}

function clear({ writer: { code }, simd }: RowSums, lanes: FourLanes): void {
  for (const lane of lanes) {
    code.f32(0);
    if (simd) code.op(f32x4.splat);
    code.set(lane);
  }
}

function addTo({ writer: { code }, simd }: RowSums, lane: Local, value: Local, frame: Frame): void {
  code.into(frame.segment, () => {
    code.get(lane, value);
    code.op(simd && frame.lanes.width === 4 ? f32x4.add : f32.add);
    code.set(lane);
  });
}

function sumDense(sums: RowSums, row: Frame): readonly FourLanes[] {
  const { writer, rows, writes, simd } = sums;
  const { code } = writer;
  const blocks = padded(rows.postSize) / 4;
  const sets = blocks >= 16 ? 4 : blocks >= 4 ? 2 : 1;
  const lanes = writes.map(() => Array.from({ length: sets }, () => fourLanes(code, simd)));
  const start = rows.denseStart(row);
  const offset = code.local(valueType.i32);
  const whole = rows.postSize >> 2;
  const looped = blocks <= SHORT ? 0 : whole - (whole % sets);

  const stretch = (from: number, to: number): ByteWriter => {
    const segment = new ByteWriter();
    code.into(segment, () => {
      code.get(start, offset);
      code.op(i32.add);
      const slot = code.take(valueType.i32);
      const addresses = new Map<string, Local>();
      for (let block = from; block < to; block++) {
        const count = Math.min(4, rows.postSize - 4 * block);
        for (let lane = 0; lane < (simd ? 1 : count); lane++) {
          const shift = 16 * (block - from) + 4 * lane;
          const at = { offset, shift, width: simd ? 4 : 1, segment, addresses } as const;
          const frame = denseFrames(writer, [row], [slot], at, sums.posts?.[block]).rows[0]!;
          writes.forEach((write, i) => {
            const value = validLanes(sums, writer.value(write.node, frame), count, frame);
            addTo(sums, lanes[i]![block % sets]![lane]!, value, frame);
          });
        }
      }
    });
    return segment;
  };
  const loop = looped > 0 ? stretch(0, sets) : undefined;
  const rest = blocks > looped ? stretch(looped, blocks) : undefined;
  code.append(row.segment);
  for (const set of lanes.flat()) clear(sums, set);
  assign(code, offset, 0);
  if (loop) countUp(code, offset, 16 * sets, 16 * looped, () => code.append(loop));
  if (rest) code.append(rest);
  return lanes.map((set) => joinSets(sums, set));
}

/** Zero in the lanes past the last postsynaptic neuron. */
function validLanes({ writer, simd }: RowSums, value: Local, count: number, frame: Frame): Local {
  if (!simd || count === 4) return value;
  const valid = writer.access.vector([-1, count > 1 ? -1 : 0, count > 2 ? -1 : 0, 0]);
  return writer.code.into(frame.segment, () => frame.lanes.where(valid, value));
}

/** (0 + 1) + (2 + 3), lane by lane. */
function joinSets({ writer: { code }, simd }: RowSums, sets: readonly FourLanes[]): FourLanes {
  const join = (a: FourLanes, b: FourLanes): FourLanes => {
    a.forEach((lane, n) => {
      code.get(lane, b[n]!);
      code.op(simd ? f32x4.add : f32.add);
      code.set(lane);
    });
    return a;
  };
  const [a, b, c, d] = sets;
  const first = b ? join(a!, b) : a!;
  return c && d ? join(first, join(c, d)) : first;
}

function sumSparse(sums: RowSums, row: Frame): readonly FourLanes[] {
  const { writer, rows, writes, simd } = sums;
  const { code } = writer;
  const walk = rows.sparse(row);
  const lanes = writes.map(() => fourLanes(code, simd));
  const four = simd ? [rows.sparseElement(walk, 4)] : [0, 1, 2, 3].map((skip) => rows.sparseElement(walk, 1, skip));
  const rest = simd ? [rows.sparseRest(walk)] : four.slice(0, 3).map((_, skip) => rows.sparseElement(walk, 1, skip));
  for (const frames of [four, rest]) {
    frames.forEach((frame, lane) =>
      writes.forEach((write, i) => {
        const value = existing(sums, writer.value(write.node, frame), frame);
        addTo(sums, lanes[i]![lane]!, value, frame);
      }),
    );
  }
  code.append(row.segment);
  for (const set of lanes) clear(sums, set);
  wholeFours(writer, rows, walk, four);
  const left = (position: number): void => {
    if (position === rest.length) return;
    code.get(walk.slot);
    code.i32(4 * position);
    code.op(i32.add);
    code.get(walk.end);
    code.op(i32.ltU);
    code.if(() => {
      code.append(rest[position]!.segment);
      left(position + 1);
    });
  };
  left(0);
  return lanes;
}

/** Zero in the lanes past the end of a row. */
function existing({ writer: { code } }: RowSums, value: Local, frame: Frame): Local {
  const { valid, lanes, segment } = frame;
  return valid === undefined ? value : code.into(segment, () => lanes.where(valid, value));
}
