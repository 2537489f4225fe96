/**
 * What a rewiring tells: words of the working memory by name. The host reads the first of them when a run is over; the others pass numbers
 * from shader to shader.
 */
export const report = {
  /** Why nothing was changed, one of {@link faults}; 0 if all went well. */
  FAULT: 0,
  /** Number of synapses after it. */
  COUNT: 1,
  /** Number of synapses that went. */
  REMOVED: 2,
  /** What the fault is about: an element's ends and value, or how many pairs were asked for and how many there are. */
  DETAIL: 3,
  /** Number of synapses that are to come. */
  NEED: 7,
  /** How many of these are probes. */
  BEST: 8,
  /** How the others are drawn: 0 if there are none, 1 by trial, 2 by rank. */
  WAY: 9,
  /** Complement of the first synapse whose rank is no number; 0 if there is none. */
  BAD: 10,
  /** Complement of the first probe whose rank is not finite; 0 if there is none. */
  BAD_PROBE: 11,
  /** Of a selection: how many are still to be taken of those that equal the last key, and that key. */
  LEFT: 12,
  /** See `LEFT`. */
  LAST: 13,
  /** Whether a selection takes all. */
  ALL: 14,
  /** Number of synapses of a neuron with itself. */
  OWN: 15,
} as const;

/** Words of a report. */
export const REPORT_WORDS = 16;

/** Why a rewiring changes nothing. */
export const faults = {
  /** A synapse's rank is no number. */
  RANK: 1,
  /** A probe's rank is not finite. */
  PROBE_RANK: 2,
  /** There are too few absent pairs. */
  TOO_FEW: 3,
  /** A value of a new synapse is not finite. */
  BIRTH: 4,
} as const;

const constants = (names: Readonly<Record<string, number>>, prefix = ''): string =>
  Object.entries(names)
    .map(([name, value]) => `const ${prefix}${name} = ${value}u;`)
    .join('\n');

/** The names as WGSL constants. */
export const reportConstants: string = `${constants(report)}\n${constants(faults, 'FAULT_')}`;
