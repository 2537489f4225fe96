import type { Site } from './site.ts';
import { sizes } from './stores.ts';

/** Arrivals of a step that a postsynaptic neuron has room for; where more come, it looks through its column instead. */
export const ARRIVAL_SLOTS = 16;

/** Words in front of the lists. */
const COUNTERS = 4;

/** Spikes that arrive over a store after some steps. */
export interface Arrivals {
  /** The store. */
  readonly store: number;
  /** Steps since they were sent. */
  readonly delay: number;
}

/** Name of the number that tells where arrivals are listed within an example, and of the one that tells whether they are. @param arrivals - which */
export const arrivalFields = ({ store, delay }: Arrivals): { readonly start: string; readonly listed: string } => ({
  start: `arrivals${store}d${delay}`,
  listed: `listed${store}d${delay}`,
});

/**
 * Words of the lists of arrivals: counters of the neurons that sent, of this and of the next step, and in the first example of how many
 * workgroups they want; the neurons that sent; then for each postsynaptic neuron how many arrived, and synapses over which they did, slot
 * by slot.
 *
 * @param pre - presynaptic neurons
 * @param post - postsynaptic neurons
 */
export const arrivalWords = (pre: number, post: number): number => COUNTERS + pre + (1 + ARRIVAL_SLOTS) * post;

/** Word of the workgroups that a list wants. @param tally - how often it was made before */
export const wantedWord = (tally: number): number => 2 + (tally & 1);

/** Places of the lists of arrivals in the buffer of spikes. */
export interface ArrivalPlaces {
  /** Whether there are lists, as a truth value. */
  readonly listed: string;
  /** Counter of the senders. @param tally - how often the list was made before, of type u32 */
  counter(tally: string): string;
  /** Workgroups that the list wants for the example that has most. @param tally - how often it was made before, of type u32 */
  wanted(tally: string): string;
  /** A sender. @param i - its position in the list */
  sender(i: string): string;
  /** How many arrived at a neuron. @param post - the neuron */
  count(post: string): string;
  /** A synapse over which a spike arrived. @param post - the neuron @param slot - which */
  synapse(post: string, slot: string): string;
}

/** Where arrivals are listed. @param site - where it is printed @param store - the store @param delay - steps since they were sent */
export function arrivalsWhere(site: Site, store: number, delay: number): ArrivalPlaces {
  const names = arrivalFields({ store, delay });
  const within = site.fields.use(names.start);
  const start = `spikeBase + ${within}`;
  const { pre, post } = sizes(site, store);
  return {
    listed: `${site.fields.use(names.listed)} == 1u`,
    counter: (tally) => `spikes[${start} + ((${tally}) & 1u)]`,
    wanted: (tally) => `spikes[${within} + 2u + ((${tally}) & 1u)]`,
    sender: (i) => `spikes[${start} + ${COUNTERS}u + ${i}]`,
    count: (neuron) => `spikes[${start} + ${COUNTERS + pre}u + ${neuron}]`,
    synapse: (neuron, slot) => `spikes[${start} + ${COUNTERS + pre + post}u + (${slot}) * ${post}u + ${neuron}]`,
  };
}

/**
 * Statements that name `listed`, whether all arrivals at neuron `post` were listed; how many `arrivals` there were; and, in that case,
 * their synapses `sorted` in the order of the plan, which is that of the column.
 *
 * @param places - where arrivals are listed
 */
export function sortedArrivals(places: ArrivalPlaces): string[] {
  return [
    'var arrivals = 0u;',
    `if (${places.listed}) { arrivals = atomicLoad(&${places.count('post')}); }`,
    `let listed = ${places.listed} && arrivals <= ${ARRIVAL_SLOTS}u;`,
    `var sorted: array<u32, ${ARRIVAL_SLOTS}>;`,
    'if (listed) {',
    'for (var i = 0u; i < arrivals; i++) {',
    `let next = atomicLoad(&${places.synapse('post', 'i')});`,
    'var hole = i;',
    'while (hole > 0u && sorted[hole - 1u] > next) {',
    'sorted[hole] = sorted[hole - 1u];',
    'hole--;',
    '}',
    'sorted[hole] = next;',
    '}',
    '}',
  ];
}
