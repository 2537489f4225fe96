import { GrowconeError, suggest } from '../error.ts';
import type { RealArray } from './arena.ts';
import type { Pairs } from './rows.ts';

/**
 * All synapses of a store whatever its format, in row order and in slot order within a row: what a checkpoint holds.
 *
 * The order of slots is state of a network that learns in trials, because draws and sums over a row depend on it. In a network that runs on
 * nothing does, see {@link inPostOrder}; the order within columns is state there, because draws of slots depend on it.
 */
export interface StoreSnapshot extends Pairs {
  /** Values of each variable, one per synapse. */
  readonly variables: Readonly<Record<string, RealArray>>;
  /** Offset of each synapse in its column, where the store keeps columns. Left out, columns are in order of `pre`. */
  readonly columnOffsets?: Uint32Array;
}

/** A variable attached to the synapses of a store. */
export interface SynapseVariable {
  /** Its name, such as `w`. */
  readonly name: string;
  /** The value a new synapse starts with, unless the rule that grows it says otherwise. */
  readonly birth: number;
}

/** Thrown when a snapshot does not fit the store that is to hold it. */
export class SnapshotError extends GrowconeError {
  override readonly name: string = 'SnapshotError';

  /**
   * @param problem - what is wrong, what was got and what is allowed
   * @param fields - the values the message is made of
   */
  constructor(problem: string, fields: Readonly<Record<string, unknown>>) {
    super(
      'SNAPSHOT',
      `${problem} Check that the checkpoint or the list of pairs belongs to this network and is whole.`,
      fields,
    );
  }
}

/** What a snapshot must fit. */
export interface SnapshotShape {
  /** Number of presynaptic neurons. */
  readonly preSize: number;
  /** Number of postsynaptic neurons. */
  readonly postSize: number;
  /** The variables of the store. */
  readonly variables: readonly SynapseVariable[];
  /** Whether a pair may have several synapses. */
  readonly multapses: boolean;
}

/**
 * Throws {@link SnapshotError} unless a snapshot is whole: indices in range and in row order, no forbidden repetition,
 * exactly the declared variables, one value each.
 *
 * @param snapshot - what is to be stored
 * @param shape - what it must fit
 */
export function checkSnapshot(snapshot: StoreSnapshot, shape: SnapshotShape): void {
  const { pre, post, variables } = snapshot;
  const count = pre.length;
  if (post.length !== count) {
    throw new SnapshotError(
      `A snapshot needs as many postsynaptic as presynaptic indices, got ${post.length} and ${count}.`,
      { pre: count, post: post.length },
    );
  }
  checkPairs(snapshot, shape);
  const names = shape.variables.map((v) => v.name);
  for (const name of names) {
    const length = variables[name]?.length;
    if (length !== count) {
      throw new SnapshotError(
        `A snapshot of ${count} synapses needs ${count} values of '${name}', got ${length ?? 'none'}.`,
        { variable: name, expected: count, got: length },
      );
    }
  }
  for (const name of Object.keys(variables)) {
    if (!names.includes(name)) {
      throw new SnapshotError(
        `The store has no variable '${name}'.${suggest(name, names)} It has: ${names.join(', ') || 'none'}.`,
        { variable: name, known: names },
      );
    }
  }
}

function checkPairs({ pre, post }: Pairs, { preSize, postSize, multapses }: SnapshotShape): void {
  const lastRow = new Uint32Array(postSize);
  for (let i = 0; i < pre.length; i++) {
    const [a, b] = [pre[i], post[i]];
    if (a >= preSize || b >= postSize) {
      throw new SnapshotError(
        `Synapse ${i} connects neuron ${a} to ${b}, but there are ${preSize} presynaptic and ${postSize} postsynaptic neurons.`,
        { synapse: i, pre: a, post: b, preSize, postSize },
      );
    }
    if (i > 0 && a < pre[i - 1]) {
      throw new SnapshotError(
        `Synapses must be in the order of their presynaptic neuron, but synapse ${i} of neuron ${a} follows one of neuron ${pre[i - 1]}.`,
        { synapse: i, pre: a, previous: pre[i - 1] },
      );
    }
    if (!multapses && lastRow[b] === a + 1) {
      throw new SnapshotError(`Neuron ${a} has two synapses onto neuron ${b}, and this store allows one per pair.`, {
        synapse: i,
        pre: a,
        post: b,
      });
    }
    lastRow[b] = a + 1;
  }
}

/**
 * The offset of each synapse in its column: as the snapshot says, else in the order of the snapshot.
 *
 * @param snapshot - a snapshot that fits its store
 * @param lengths - receives the length of each column
 */
export function columnOffsetsOf({ post, columnOffsets }: StoreSnapshot, lengths: Uint32Array): Uint32Array {
  const inOrder = post.map((column) => lengths[column]++);
  if (!columnOffsets) return inOrder;
  const taken = new Set<number>();
  for (let i = 0; i < post.length; i++) {
    const key = columnOffsets[i] * lengths.length + post[i];
    // Also true where the list is too short: comparing with undefined gives false.
    if (!(columnOffsets[i] < lengths[post[i]]) || taken.has(key)) {
      throw new SnapshotError(
        `The columns of a snapshot must give each synapse its own offset, but synapse ${i} of ${post.length} has offset ` +
          `${columnOffsets[i]} in the column of neuron ${post[i]}, which has ${lengths[post[i]]} synapses.`,
        { synapse: i, post: post[i], offset: columnOffsets[i], length: lengths[post[i]] },
      );
    }
    taken.add(key);
  }
  return columnOffsets;
}

/**
 * The snapshot that a new network starts from: given values where there are some, else each variable's birth value.
 *
 * @param pairs - in the order of (pre, post)
 * @param variables - the variables of the store
 * @param values - initial values by variable, one per pair
 */
export function initialSnapshot(
  pairs: Pairs,
  variables: readonly SynapseVariable[],
  values: Readonly<Record<string, RealArray>> = {},
): StoreSnapshot {
  const known = variables.map((v) => v.name);
  for (const name of Object.keys(values)) {
    if (!known.includes(name)) {
      throw new SnapshotError(
        `Initial values are given for '${name}', which the store does not have.${suggest(name, known)} It has: ${known.join(', ') || 'none'}.`,
        { variable: name, known },
      );
    }
  }
  const count = pairs.pre.length;
  return {
    pre: pairs.pre,
    post: pairs.post,
    variables: Object.fromEntries(
      variables.map(({ name, birth }) => [name, values[name] ?? new Float64Array(count).fill(birth)]),
    ),
  };
}
