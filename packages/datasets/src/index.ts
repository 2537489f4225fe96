export { type AedatRecording, type CutEnd, openAedat } from './formats/aedat.ts';
export { type ArchiveLimits } from './archives/archive-limits.ts';
export { readTar, type TarEntry, type TarOptions } from './archives/tar.ts';
export { openZip, type ZipArchive } from './archives/zip.ts';
export { type ZipEntry } from './archives/zip-directory.ts';
export { batches, type BatchesOptions } from './batches.ts';
export { type CameraEvents, type CameraShape } from './formats/camera-events.ts';
export { DataFileError, type DataFileFault, type DataFileProblem } from './data-file-error.ts';
export { DatasetOptionError } from './dataset-option-error.ts';
export { embedInNoise, type NoiseOptions, type NoisyDataset } from './embed-in-noise.ts';
export { encodeDirect, type DirectOptions } from './encode-direct.ts';
export { encodeLatency, type LatencyOptions } from './encode-latency.ts';
export { encodeLinearLatency, type LinearLatencyOptions } from './encode-linear-latency.ts';
export { encodePoisson, type PoissonOptions } from './encode-poisson.ts';
export { type EventEncoding, parseEventBytes } from './formats/event-bytes.ts';
export { type GestureSpan, parseGestureLabels, parseTrials } from './formats/gesture-labels.ts';
export { holdOut, type HoldOut, type HoldOutOptions } from './hold-out.ts';
export { type IdxArray, type IdxExpectation, parseIdx } from './idx.ts';
export { type IntensityDataset } from './intensity-dataset.ts';
export { type NpyArray, parseNpy } from './formats/npy.ts';
export { type OpticalDigits, parseOptdigits } from './formats/optdigits.ts';
export { publishedYinYang } from './published-yin-yang.ts';
export { blobFile, memoryFile, type RandomAccess } from './random-access.ts';
export { randman, type RandmanOptions } from './randman.ts';
export { type OrderKey, shuffledOrder } from './shuffled-order.ts';
export { type ManifoldOptions, smoothManifolds } from './smooth-manifolds.ts';
export { type PresentationOptions, type SpikeBatch, toBatch } from './spike-batch.ts';
export { SpikeOrderError } from './spike-collector.ts';
export {
  openSpikeFile,
  type Speakers,
  type SpikeFile,
  type SpikeFileExpectation,
  type SpikeSlice,
} from './spike-file.ts';
export { type SpikeDataset, type SpikeSink } from './spike-dataset.ts';
export { subset, take } from './subset.ts';
export { parseWav, type Sound } from './formats/wav.ts';
export { type SpikeFileContent, writeSpikeFile, type WrittenSpikes } from './write-spike-file.ts';
export { yinYang, yinYangClass, type YinYangOptions } from './yin-yang.ts';
