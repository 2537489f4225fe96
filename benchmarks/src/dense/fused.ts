import { advance, assign, Code, countUp, f32x4, i32, v128, valueType, type Local } from '@growcone/backend-cpu/wasm';
import { PANEL, type DenseLayer, type DensePlaces } from './dense-layer.ts';
import { addError, surrogateConstants } from './error-sums.ts';
import { clear, multiplyAdd, pointer, store, tile } from './tile.ts';

const PANEL_BYTES = 4 * PANEL;
const FOUR = 16;

/** A layer and where its arrays are. */
export interface Placed {
  /** The layer. */
  readonly layer: DenseLayer;
  /** Its arrays. */
  readonly places: DensePlaces;
}

/** Panels of eight, and the half panel that may be left. @param neurons - how many neurons @param write - writes the loop over panels: how many, of how many vectors, from which */
function panels(neurons: number, write: (count: number, vectors: 1 | 2, first: number) => void): void {
  const whole = Math.floor(neurons / PANEL);
  if (whole > 0) write(whole, 2, 0);
  if (neurons % PANEL > 0) write(1, 1, whole);
}

/** Weights into panels of presynaptic neurons, once per batch: () → nothing. @param placed - the layer */
export function emitTurn({ layer: { neurons }, places }: Placed): Code {
  const code = new Code({ params: [], results: [] });
  const from = pointer(code, places.weights);
  const into = code.local(valueType.i32);
  const [pre, post] = [code.local(valueType.i32), code.local(valueType.i32)];
  assign(code, pre, 0);
  countUp(code, pre, 1, neurons, () => {
    // Its panel, and its place in it.
    code.i32(places.turned);
    code.get(pre);
    code.i32(-PANEL);
    code.op(i32.and);
    code.i32(4 * neurons);
    code.op(i32.mul, i32.add);
    code.get(pre);
    code.i32(PANEL - 1);
    code.op(i32.and);
    code.i32(2);
    code.op(i32.shl, i32.add);
    code.set(into);
    assign(code, post, 0);
    countUp(code, post, 1, neurons, () => {
      code.get(into, from);
      code.access(i32.load);
      code.access(i32.store);
      advance(code, from, 4);
      advance(code, into, PANEL_BYTES);
    });
  });
  return code;
}

/** The backward pass of one example: (its number) → nothing. @param placed - the layer */
export function emitExample(placed: Placed): Code {
  const code = new Code({ params: [valueType.i32], results: [] });
  const { layer, places } = placed;
  code.get(0);
  code.i32(layer.steps * places.row);
  code.op(i32.mul);
  const start = code.take(valueType.i32);
  delayedSums(code, placed, start);
  packSpikes(code, placed, start);
  spikeGradient(code, placed, start);
  weightGradient(code, placed);
  return code;
}

/** δ(t) = ε(t + 1) + decay · δ(t + 1), from the last step to the first, into panels. */
function delayedSums(code: Code, { layer, places }: Placed, start: Local): void {
  const { neurons, steps } = layer;
  const { row } = places;
  const constants = surrogateConstants(code, layer);
  const last = (steps - 1) * row;
  const [distance, upstream, into, left] = [0, 1, 2, 3].map(() => code.local(valueType.i32)) as [
    Local,
    Local,
    Local,
    Local,
  ];
  panels(neurons, (count, vectors, first) => {
    const panel = code.local(valueType.i32);
    assign(code, panel, first);
    countUp(code, panel, 1, first + count, () => {
      const at = (base: number, each: number, local: Local, plus?: Local): void => {
        code.get(panel);
        code.i32(each);
        code.op(i32.mul);
        if (plus !== undefined) {
          code.get(plus);
          code.op(i32.add);
        }
        code.i32(base);
        code.op(i32.add);
        code.set(local);
      };
      at(places.distance + last, PANEL_BYTES, distance, start);
      at(places.upstream + last, PANEL_BYTES, upstream, start);
      at(places.delayed + (steps - 1) * PANEL_BYTES, steps * PANEL_BYTES, into);
      const sums = clear(code, vectors);
      assign(code, left, 0);
      countUp(code, left, 1, steps, () => {
        sums.forEach((sum, v) => {
          store(code, into, FOUR * v, sum);
          addError(code, constants, { distance, upstream, shift: FOUR * v }, sum);
        });
        advance(code, distance, -row);
        advance(code, upstream, -row);
        advance(code, into, -PANEL_BYTES);
      });
    });
  });
}

/** The spikes of an example, four neurons at a time, step after step. */
function packSpikes(code: Code, { layer: { neurons, steps }, places }: Placed, start: Local): void {
  const from = code.local(valueType.i32);
  const into = pointer(code, places.packed);
  const [four, step] = [code.local(valueType.i32), code.local(valueType.i32)];
  assign(code, four, 0);
  countUp(code, four, FOUR, 4 * neurons, () => {
    code.get(start, four);
    code.op(i32.add);
    code.i32(places.spikes);
    code.op(i32.add);
    code.set(from);
    assign(code, step, 0);
    countUp(code, step, 1, steps, () => {
      code.get(into, from);
      code.access(v128.load);
      code.access(v128.store);
      advance(code, from, places.row);
      advance(code, into, FOUR);
    });
  });
}

/** ∂L/∂S(t) = δ(t)·Wᵀ: four steps by eight presynaptic neurons at a time, over all postsynaptic ones. */
function spikeGradient(code: Code, { layer: { neurons, steps }, places }: Placed, start: Local): void {
  const { row } = places;
  const [weights, delayed, into, step, round] = [0, 1, 2, 3, 4].map(() => code.local(valueType.i32)) as [
    Local,
    Local,
    Local,
    Local,
    Local,
  ];
  const wholeRounds = Math.floor(neurons / PANEL);
  panels(neurons, (count, vectors, first) => {
    const panel = pointer(code, places.turned + first * neurons * PANEL_BYTES);
    const column = pointer(code, places.spikeGradient + first * PANEL_BYTES);
    code.get(column, start);
    code.op(i32.add);
    code.set(column);
    const end = places.turned + (first + count) * neurons * PANEL_BYTES;
    countUp(code, panel, neurons * PANEL_BYTES, end, () => {
      code.get(column);
      code.set(into);
      assign(code, step, 0);
      countUp(code, step, 4, steps, () => {
        code.get(panel);
        code.set(weights);
        code.get(step);
        code.i32(PANEL_BYTES);
        code.op(i32.mul);
        code.i32(places.delayed);
        code.op(i32.add);
        code.set(delayed);
        const sums = tile(code, vectors);
        const some = (posts: number): void => {
          for (let post = 0; post < posts; post++) {
            const scalars = { base: delayed, shift: 4 * post, stride: PANEL_BYTES };
            multiplyAdd(code, sums, scalars, { base: weights, shift: PANEL_BYTES * post });
          }
        };
        assign(code, round, 0);
        if (wholeRounds > 0) {
          countUp(code, round, 1, wholeRounds, () => {
            some(PANEL);
            advance(code, weights, PANEL * PANEL_BYTES);
            advance(code, delayed, steps * PANEL_BYTES);
          });
        }
        some(neurons % PANEL);
        sums.forEach((line, r) => line.forEach((sum, v) => store(code, into, r * row + FOUR * v, sum)));
        advance(code, into, 4 * row);
      });
      advance(code, column, PANEL_BYTES);
    });
  });
}

/** ∂L/∂W += Σ S(t)ᵀ·δ(t): four presynaptic by eight postsynaptic neurons at a time, over all steps. */
function weightGradient(code: Code, { layer: { neurons, steps }, places }: Placed): void {
  const { row } = places;
  const [spikes, delayed, into, round] = [0, 1, 2, 3].map(() => code.local(valueType.i32)) as [
    Local,
    Local,
    Local,
    Local,
  ];
  panels(neurons, (count, vectors, first) => {
    const panel = pointer(code, places.delayed + first * steps * PANEL_BYTES);
    const column = pointer(code, places.weightGradient + first * PANEL_BYTES);
    const end = places.delayed + (first + count) * steps * PANEL_BYTES;
    countUp(code, panel, steps * PANEL_BYTES, end, () => {
      code.get(column);
      code.set(into);
      assign(code, spikes, places.packed);
      countUp(code, into, 4 * row, { local: lastOf(code, column, neurons * row) }, () => {
        code.get(panel);
        code.set(delayed);
        const sums = tile(code, vectors);
        assign(code, round, 0);
        countUp(code, round, 4, steps, () => {
          for (let step = 0; step < 4; step++) {
            const scalars = { base: spikes, shift: FOUR * step, stride: 4 };
            multiplyAdd(code, sums, scalars, { base: delayed, shift: PANEL_BYTES * step });
          }
          advance(code, spikes, 4 * FOUR);
          advance(code, delayed, 4 * PANEL_BYTES);
        });
        sums.forEach((line, r) =>
          line.forEach((sum, v) => {
            const shift = r * row + FOUR * v;
            code.get(into, into);
            code.access(v128.load, shift);
            code.get(sum);
            code.op(f32x4.add);
            code.access(v128.store, shift);
          }),
        );
      });
      advance(code, column, PANEL_BYTES);
    });
  });
}

/** Address behind the rows that start at `column`. */
function lastOf(code: Code, column: Local, bytes: number): Local {
  code.get(column);
  code.i32(bytes);
  code.op(i32.add);
  return code.take(valueType.i32);
}
