import type { AttemptsPlan, Plan } from '@growcone/core';

/** Words that all rewirings share, at the start of the lists. */
export const drawn = {
  /** Synapses that go. */
  gone: 0,
  /** Synapses that come. */
  born: 1,
  /** Synapses afterwards. */
  count: 2,
  /** 1 when a value at birth was not finite. */
  faulty: 3,
  /** Of the first such value: the rewiring. */
  faultRule: 4,
  /** The variable, as a position in the store. */
  faultVariable: 5,
  /** The pair. */
  faultPre: 6,
  /** Its other end. */
  faultPost: 7,
  /** The bits of the value. */
  faultBits: 8,
  /** The step. */
  faultStep: 9,
  /** Synapses that came and went, by rewiring. */
  changed: 10,
} as const;

/** Words of spikes whose number is kept: a lane that looks for a spike skips them together. */
export const BLOCK_WORDS = 32;

/** Where the lists of a rewiring lie; attempts have a word in each. */
export interface DrawingLists {
  /** Presynaptic neuron, by attempt that was decided. */
  readonly pre: number;
  /** Postsynaptic neuron, by attempt. */
  readonly post: number;
  /** Synapse that goes, by attempt. */
  readonly synapse: number;
  /** What is known of a birth with regard to caps, by attempt; then its place in `bornRows`. */
  readonly place: number;
  /** Synapses that go, ascending. */
  readonly goneRows: number;
  /** Their entries in the order of columns, ascending. */
  readonly goneColumns: number;
  /** Attempts with a birth, in the order of (pre, post). */
  readonly bornRows: number;
  /** Of these, the first synapse that comes behind. */
  readonly bornAt: number;
  /** Attempts with a birth, in the order of (post, pre). */
  readonly bornColumns: number;
  /** Of these, the first entry of the columns that comes behind. */
  readonly bornColumnAt: number;
  /** Values at birth, variable by variable, by attempt. */
  readonly values: number;
  /** Spikes of the latest step with any, by block of words. */
  readonly blocks: number;
  /** Behind all. */
  readonly end: number;
}

/** Where the marks of a rewiring lie. */
export const marked = (
  rule: AttemptsPlan,
): { readonly reach: number; readonly gone: number; readonly born: number; readonly end: number } => {
  const words = markWords(rule);
  return { reach: 0, gone: 1, born: 1 + words, end: 1 + 2 * words };
};

/** Words of a mark per attempt. @param rule - the rewiring */
export const markWords = ({ attempts }: AttemptsPlan): number => Math.ceil(attempts / 32);

/** Lays out the lists of a rewiring. @param plan - the plan @param rule - the rewiring */
export function drawingLists({ rewirings, stores, populations }: Plan, rule: AttemptsPlan): DrawingLists {
  const { variables, pre } = stores[rule.store];
  let end = drawn.changed + rewirings.length;
  const list = (length: number): number => {
    const start = end;
    end += length;
    return start;
  };
  const each = (): number => list(rule.attempts);
  return {
    pre: each(),
    post: each(),
    synapse: each(),
    place: each(),
    goneRows: each(),
    goneColumns: each(),
    bornRows: each(),
    bornAt: each(),
    bornColumns: each(),
    bornColumnAt: each(),
    values: list(variables.length * rule.attempts),
    blocks: list(Math.ceil(populations[pre].size / 32 / BLOCK_WORDS)),
    end,
  };
}

/** The rewirings of a plan that draw pairs. @param plan - the plan */
export const drawingRules = ({ rewirings }: Plan): readonly AttemptsPlan[] =>
  rewirings.filter((rule) => rule.kind === 'attempts');

/** Words of lists before the room in which synapses are moved. @param plan - the plan */
export const listWords = (plan: Plan): number =>
  Math.max(0, ...drawingRules(plan).map((rule) => drawingLists(plan, rule).end));

/** Arrays that move when synapses of a store come and go: ends, entries of columns, slots of columns, variables. @param plan - the plan @param store - the store */
export const movedArrays = ({ stores }: Plan, store: number): number =>
  3 + (stores[store].columns ? 1 : 0) + stores[store].variables.length;
