/**
 * What runs everywhere, in browsers too.
 *
 * @module datasets
 */
export { type AedatRecording, type CutEnd, openAedat } from './formats/aedat.ts';
export { type ArchiveLimits } from './archives/archive-limits.ts';
export { readTar, type TarEntry, type TarOptions } from './archives/tar.ts';
export { openZip, type ZipArchive } from './archives/zip.ts';
export { type ZipEntry } from './archives/zip-directory.ts';
export { batches, type BatchesOptions } from './batches.ts';
export { bin, type BinnedDataset, type BinOptions, type BinTally, LateEventError } from './bin.ts';
export { type ByteStore } from './byte-store.ts';
export { cochlea, type Cochlea, type CochleaOptions, type CochleaSpikes } from './cochlea/cochlea.ts';
export { type CameraEvents, type CameraShape } from './formats/camera-events.ts';
export { type HairCellConstants, meddis1990 } from './cochlea/hair-cell.ts';
export { DataFileError, type DataFileFault, type DataFileProblem } from './data-file-error.ts';
export { DataFileMissingError } from './data-file-missing-error.ts';
export { DatasetOptionError } from './dataset-option-error.ts';
export { type DownloadAttempt, DownloadError, type DownloadTarget } from './downloads/download-error.ts';
export { type DownloadOptions, type DownloadProgress, type ProgressListener } from './downloads/fill-part.ts';
export { embedInNoise, type NoiseOptions, type NoisyDataset } from './embed-in-noise.ts';
export { type DeltaOptions, encodeDelta } from './encode-delta.ts';
export { encodeDirect, type DirectOptions } from './encode-direct.ts';
export { encodeLatency, type LatencyOptions } from './encode-latency.ts';
export { encodeLinearLatency, type LinearLatencyOptions } from './encode-linear-latency.ts';
export { encodePoisson, type PoissonOptions } from './encode-poisson.ts';
export { type EventDataset, type Events } from './event-dataset.ts';
export { EventOrderError } from './event-order-error.ts';
export { blobFolder, type FileFolder } from './file-folder.ts';
export { hear, type HearOptions } from './hear.ts';
export { holdOutGroups } from './hold-out-groups.ts';
export { holdOut, type HoldOut, type HoldOutOptions } from './hold-out.ts';
export { type IdxArray, type IdxExpectation, parseIdx } from './idx.ts';
export { type IntensityDataset } from './intensity-dataset.ts';
export { memoryEvents, type MemoryEventsOptions, type MemoryRecording } from './memory-events.ts';
export { poissonPatterns, type PoissonPatternOptions } from './poisson-patterns.ts';
export { type EventEncoding, parseEventBytes } from './formats/event-bytes.ts';
export { type GestureSpan, parseGestureLabels, parseTrials } from './formats/gesture-labels.ts';
export { type NpyArray, parseNpy } from './formats/npy.ts';
export { type OpticalDigits, parseOptdigits } from './formats/optdigits.ts';
export { publishedYinYang } from './published-yin-yang.ts';
export { type NoteListener, type PublishedSet, type ReadOptions } from './published-set.ts';
export { blobFile, memoryFile, type RandomAccess } from './random-access.ts';
export { randman, type RandmanOptions } from './randman.ts';
export { gesturesSet, readGestures } from './sets/gestures.ts';
export { handwrittenDigitsSet, readHandwrittenDigits } from './sets/handwritten-digits.ts';
export { readShd, readSsc, shdSet, sscSet } from './sets/heidelberg.ts';
export { fashionMnistSet, mnistSet } from './sets/images.ts';
export { nMnistSet, readNMnist } from './sets/n-mnist.ts';
export { type DataSource, type Recordings } from './recordings.ts';
export { readSpokenDigits, spokenDigitsSet } from './sets/spoken-digits.ts';
export { type BeatType, beatTypes } from './sets/beat-types.ts';
export { type HeartbeatOptions, heartbeatsSet, readHeartbeats } from './sets/heartbeats.ts';
export { readYinYang, yinYangSet } from './sets/yin-yang-arrays.ts';
export { type ManifoldOptions, smoothManifolds } from './smooth-manifolds.ts';
export { type PresentationOptions, type SpikeBatch, toBatch } from './spike-batch.ts';
export { type SoundDataset } from './sound-dataset.ts';
export { SpikeOrderError } from './spike-collector.ts';
export {
  openSpikeFile,
  type Speakers,
  type SpikeFile,
  type SpikeFileExpectation,
  type SpikeSlice,
} from './spike-file.ts';
export { type SpikeDataset, type SpikeSink } from './spike-dataset.ts';
export { spikesAt, type SpikesAtOptions } from './spikes-at.ts';
export { type PartOf, subset, take } from './subset.ts';
export { addBackground, type BackgroundOptions } from './transforms/add-background.ts';
export { type CropOptions, cropTime } from './transforms/crop-time.ts';
export { dropEvents, type DropOptions } from './transforms/drop-events.ts';
export { type JitterOptions, jitterTime } from './transforms/jitter-time.ts';
export { mergePolarity } from './transforms/merge-polarity.ts';
export { mirror, type MirrorOptions } from './transforms/mirror.ts';
export { pool } from './transforms/pool.ts';
export { scaleTime } from './transforms/scale-time.ts';
export { parseWav, type Sound } from './formats/wav.ts';
export { parseWfdbAnnotations, type WfdbAnnotation } from './formats/wfdb-annotations.ts';
export { type WfdbHeader, type WfdbSignal } from './formats/wfdb-header.ts';
export { openWfdbRecord, type WfdbRecord } from './formats/wfdb-record.ts';
export { type SpikeFileContent, writeSpikeFile, type WrittenSpikes } from './write-spike-file.ts';
export { type BrowserCache, cacheStore } from './stores/cache-store.ts';
export { fetchInto } from './stores/fetch-into.ts';
export { type FileContent, type FileStore } from './stores/file-store.ts';
export { type OpfsDirectory, type OpfsFile, opfsStore, type OpfsWriter } from './stores/opfs-store.ts';
export { StorageFullError } from './stores/storage-full-error.ts';
export { storedBytes } from './stores/stored-bytes.ts';
export { storedFolder } from './stores/stored-folder.ts';
export { type HashedFile } from './stores/stored-part.ts';
export { unpackStored, type UnpackOptions } from './stores/unpack-stored.ts';
export { type ShiftOptions, shiftUnits } from './transforms/shift-units.ts';
export { yinYang, yinYangClass, type YinYangOptions } from './yin-yang.ts';
export { withArchives, zipFolder } from './zip-folder.ts';
