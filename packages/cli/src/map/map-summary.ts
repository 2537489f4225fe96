import { mapQuality, redrawnControl, shuffledControl, signedRankLess, type MapQuality } from '@growcone/topomap';
import { readManifest } from '../version.ts';
import type { FormedMap } from './form-map.ts';
import type { MapOptions } from './map-options.ts';

/** Something measured against both controls: partners drawn anew from the formation kernel, and weights dealt out anew. */
export interface Controls {
  /** Partners drawn anew. */
  readonly redrawn: number;
  /** Weights dealt out anew. */
  readonly shuffled: number;
}

/** What a run amounts to: the object that `--json` prints. */
export interface MapSummary {
  /** Model time by the time that simulating it took; starting and looking at synapses not counted. */
  readonly realTimeFactor: number;
  /** Share of the time that rewiring takes on one thread of the CPU, wherever the map has formed. */
  readonly shareRewiring: number;
  /** Nanoseconds of rewiring per pair or slot that is drawn, edits included, there; null without rewiring. */
  readonly nsPerAttempt: number | null;
  /** Mean spread of the weights of afferents, in grid units. */
  readonly sigmaAff: number;
  /** The same in the controls. */
  readonly sigmaAffControls: Controls;
  /** Probability that it is no smaller than in the controls: Wilcoxon signed-rank test over neurons, one-sided. */
  readonly pSigmaAff: Controls;
  /** Mean displacement of their centres. */
  readonly ad: number;
  /** The same in the controls. */
  readonly adControls: Controls;
  /** Probability that it is no smaller than in the controls. */
  readonly pAd: Controls;
  /** Mean number of synapses from the source layer onto a target neuron. */
  readonly meanInDegree: number;
  /** Synapses of both projections. */
  readonly synapses: number;
  /** Bytes of memory per synapse: variables, indices of both ends, room to grow. */
  readonly bytesPerSynapse: number;
  /** Model time in seconds. */
  readonly seconds: number;
  /** Neurons of both layers. */
  readonly neurons: number;
  /** The seed. */
  readonly seed: number;
  /** Where it has formed. */
  readonly backend: MapOptions['backend'];
  /** Threads that were asked for; null if left to the backend. */
  readonly threads: number | null;
  /** Version of the command line. */
  readonly version: string;
  /** The run folder. */
  readonly out: string;
}

/** Sums a run up. @param formed - the map @param options - of the command @param out - the run folder */
export function summarise(formed: FormedMap, options: MapOptions, out: string): MapSummary {
  const { map, last, looks, times, wallSeconds } = formed;
  const own = mapQuality(map.layer, last, 'weights');
  const controls = {
    redrawn: mapQuality(
      map.layer,
      redrawnControl(map.layer, map.preset.rewiring.feedforward, last, options.seed),
      'weights',
    ),
    shuffled: mapQuality(map.layer, shuffledControl(map.layer, last, options.seed), 'weights'),
  };
  const of = (pick: (quality: MapQuality) => number): Controls => ({
    redrawn: pick(controls.redrawn),
    shuffled: pick(controls.shuffled),
  });
  return {
    realTimeFactor: looks.at(-1)!.seconds / wallSeconds,
    shareRewiring: times.shareRewiring,
    nsPerAttempt: times.nsPerAttempt,
    sigmaAff: own.sigmaAff,
    sigmaAffControls: of((quality) => quality.sigmaAff),
    pSigmaAff: of(({ neurons }) => signedRankLess(own.neurons.sigma, neurons.sigma)),
    ad: own.deviation,
    adControls: of((quality) => quality.deviation),
    pAd: of(({ neurons }) => signedRankLess(own.neurons.deviation, neurons.deviation)),
    meanInDegree: last.pre.length / map.target.size,
    synapses: looks.at(-1)!.synapses.reduce((sum, count) => sum + count, 0),
    bytesPerSynapse: formed.bytesPerSynapse,
    seconds: looks.at(-1)!.seconds,
    neurons: map.source.size + map.target.size,
    seed: options.seed,
    backend: options.backend,
    threads: options.threads ?? null,
    version: readManifest().version,
    out,
  };
}
