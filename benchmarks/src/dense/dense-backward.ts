import { Code, ModuleWriter } from '@growcone/backend-cpu/wasm';
import { densePlaces, type DenseLayer, type LayerGradient, type LayerRecord } from './dense-layer.ts';
import { emitExample, emitTurn, type Placed } from './fused.ts';
import { emitPlain } from './plain.ts';

/** How a backward pass is written: blocked for registers and caches, or as one would write it down. */
export type DenseForm = 'fused' | 'plain';

/** The dense backward pass of a layer in WebAssembly. */
export interface DenseBackward {
  /** Bytes of memory besides weights. */
  readonly bytes: number;
  /** Runs it. @param form - how */
  run(form: DenseForm): void;
  /** What the last run gave. */
  gradient(): LayerGradient;
}

/**
 * The dense backward pass of a layer: backpropagation through time with a detached reset, linear in the number of steps.
 *
 * With ε(t) = ∂L/∂S(t)·ψ(t) and δ(t) = ε(t + 1) + decay·δ(t + 1): ∂L/∂S of the neurons before the layer is δ(t)·Wᵀ, and ∂L/∂W is
 * Σ S(t)ᵀ·δ(t), which is Σ S̄(t)ᵀ·ε(t) with S̄ the decaying sum of the spikes.
 *
 * @param layer - the layer
 * @param record - what the forward pass left
 */
export async function denseBackward(layer: DenseLayer, record: LayerRecord): Promise<DenseBackward> {
  const places = densePlaces(layer);
  const placed = { layer, places };
  const writer = new ModuleWriter({ shared: false });
  writer.add(emitClear(placed), 'clear');
  writer.add(emitTurn(placed), 'turn');
  writer.add(emitExample(placed), 'fused');
  writer.add(emitPlain(placed), 'plain');
  const memory = new WebAssembly.Memory({ initial: places.pages });
  const { instance } = await WebAssembly.instantiate(writer.done(), { env: { memory } });
  // Boundary: what was added above.
  const call = instance.exports as Readonly<Record<'clear' | 'turn' | DenseForm, (example?: number) => void>>;
  const view = (at: number, length: number): Float32Array => new Float32Array(memory.buffer, at, length);
  for (const name of ['weights', 'spikes', 'distance', 'upstream'] as const)
    view(places[name], record[name].length).set(record[name]);
  return {
    bytes: memory.buffer.byteLength - 4 * record.weights.length,
    run(form) {
      call.clear();
      if (form === 'fused') call.turn();
      // Example by example: the engine optimises a function between calls.
      for (let example = 0; example < layer.examples; example++) call[form](example);
    },
    gradient: () => ({
      weights: view(places.weightGradient, record.weights.length).slice(),
      spikes: view(places.spikeGradient, record.spikes.length).slice(),
    }),
  };
}

/** Clears the gradient of the weights. */
function emitClear({ layer: { neurons }, places }: Placed): Code {
  const code = new Code({ params: [], results: [] });
  code.i32(places.weightGradient);
  code.i32(0);
  code.i32(neurons * places.row);
  code.fill();
  return code;
}
