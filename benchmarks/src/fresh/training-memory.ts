// Trains a few batches and says how much memory that took.
import { deviceMemory, watchDeviceMemory } from '../measure/device-memory.ts';
import { answer, question } from '../measure/fresh-process.ts';
import { resident } from '../measure/resident.ts';
import { classifierBatch } from '../networks/classifier.ts';
import { compileVariant, SIZES, type TrainedVariant } from '../networks/trained-variant.ts';

/** What is measured. */
export interface MemoryQuestion extends TrainedVariant {
  /** Examples per batch. */
  readonly examples: number;
  /** Number of batches. */
  readonly batches: number;
}

/** What was found. */
export interface MemoryAnswer {
  /** The most that the process held, in MiB. */
  readonly peak: number;
  /** Bytes of WebAssembly memory. */
  readonly device: number;
  /** Number of synapses. */
  readonly synapses: number;
  /** Bytes of the weights and of the numbers of postsynaptic neurons. */
  readonly weights: number;
}

watchDeviceMemory();
const { examples, batches, ...variant } = question<MemoryQuestion>();
const size = SIZES[variant.size];
const batch = classifierBatch(size, examples);
const { simulation } = await compileVariant(variant);
for (let i = 0; i < batches; i++) await simulation.train(batch);
const { peak } = resident();
const device = deviceMemory();
let [synapses, weights] = [0, 0];
for (const [i, { format }] of simulation.plan.stores.entries()) {
  const projection = simulation.network.projections[i]!;
  const { length } = (await simulation.synapses(projection)).pre;
  const index = format === 'dense' ? 0 : projection.post.size > 256 ? 2 : 1;
  synapses += length;
  weights += length * (4 + index);
}
await simulation[Symbol.asyncDispose]();
answer<MemoryAnswer>({ peak, device, synapses, weights });
