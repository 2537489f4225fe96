import { GrowconeError } from '../error.ts';

/**
 * What a random number is for. Every kind of every owner has a stream of its own, so no two uses ever share a number.
 *
 * | kind | owner | element | other | step |
 * | --- | --- | --- | --- | --- |
 * | `connectivity` | projection | draw >> 2 | row or column | 0 |
 * | `initialSynapse` | projection | postsynaptic neuron | presynaptic neuron | repetition of the pair |
 * | `initialNeuron` | population | neuron >> 2 | 0 | 0 |
 * | `neuron` | population | neuron >> 2 | example in the run | step |
 * | `synapse` | projection | postsynaptic neuron | presynaptic neuron | batch or step |
 * | `pairConstant` | projection | postsynaptic neuron | presynaptic neuron | 0 |
 * | `rewiringPair` | projection | postsynaptic neuron | presynaptic neuron | rewiring |
 * | `rewiringAttempt` | projection | attempt >> 2 | 0 | rewiring |
 * | `feedback` | projection | postsynaptic neuron | presynaptic neuron | 0 |
 * | `order` | 0 | draw >> 2 | 0 | epoch |
 * | `encoding` | population | channel >> 2 | example in the run | step |
 * | `shared` | population | 0 | example in the run | step |
 * | `rewiringProbe` | projection | attempt >> 2 | 0 | batch |
 * | `dataset` | use | draw >> 2 | example | epoch |
 *
 * The numbers are part of every saved result: never change one, only add.
 */
export const streams = {
  /** Which pairs a connector connects. */
  connectivity: 0,
  /** Initial values of synapses. */
  initialSynapse: 1,
  /** Initial values of neurons. */
  initialNeuron: 2,
  /** Draws in the equations of a neuron. */
  neuron: 3,
  /** Draws in the equations of a synapse. */
  synapse: 4,
  /** Constants of a pair, such as its sign. */
  pairConstant: 5,
  /** Decisions of a rewiring rule about a pair. */
  rewiringPair: 6,
  /** Candidates that a rewiring rule draws. */
  rewiringAttempt: 7,
  /** Fixed random feedback weights. */
  feedback: 8,
  /** Order of the examples in an epoch. */
  order: 9,
  /** Spikes drawn by an encoder or a source. */
  encoding: 10,
  /** Draws that all neurons of a population share. */
  shared: 11,
  /** Absent pairs that carry a gradient before a rewiring. */
  rewiringProbe: 12,
  /** Examples and spikes that data sets generate; `@growcone/datasets` draws from it on its own. */
  dataset: 15,
} as const;

/** A kind of use of random numbers. */
export type StreamKind = keyof typeof streams;

// Four bits for the kind and 20 for the owner fill the 24 bits above the draw number.
const KINDS = 16;
const OWNERS = 2 ** 20;

/** Number of draws that one stream can tell apart at one counter. */
export const DRAWS_PER_STREAM = 256;

/**
 * The number of a stream: one per kind and owner.
 *
 * @param kind - what the random numbers are for
 * @param owner - index of the population or projection that they belong to
 */
export function streamOf(kind: StreamKind, owner: number): number {
  if (!Number.isInteger(owner) || owner < 0 || owner >= OWNERS) {
    throw new GrowconeError(
      'STREAM_OWNER',
      `The owner of a random stream must be an index from 0 to ${OWNERS - 1}, got ${owner}. ` +
        'Pass the index of the population or projection within its network.',
      { kind, owner },
    );
  }
  return owner * KINDS + streams[kind];
}

/**
 * The fourth counter word: stream and draw number in one.
 *
 * @param stream - from {@link streamOf}
 * @param draw - number of the draw within its stream, below {@link DRAWS_PER_STREAM}
 */
export function counterWord(stream: number, draw: number): number {
  if (!Number.isInteger(draw) || draw < 0 || draw >= DRAWS_PER_STREAM) {
    throw new GrowconeError(
      'STREAM_DRAW',
      `The number of a draw must be an integer from 0 to ${DRAWS_PER_STREAM - 1}, got ${draw}. ` +
        'Use fewer random draws in one set of equations.',
      { stream, draw },
    );
  }
  return ((stream << 8) | draw) >>> 0;
}
