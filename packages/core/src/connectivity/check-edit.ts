import { GrowconeError, suggest } from '../error.ts';
import { groupByKey } from './group.ts';
import { RowPresence } from './row-presence.ts';
import type { Rows } from './rows.ts';
import type { PairList, RemovalList, StoreEdit } from './store.ts';

/** Births and removals up to which looking through rows costs less than marking neurons. */
const FEW = 8;

/** Thrown when an edit does not fit the store; the store is then unchanged. */
export class EditError extends GrowconeError {
  override readonly name: string = 'EditError';

  /**
   * @param problem - what is wrong, what was got and what is allowed
   * @param fields - the values the message is made of
   */
  constructor(problem: string, fields: Readonly<Record<string, unknown>>) {
    super('STORE_EDIT', `${problem} Nothing was changed. Decide an edit on the state that it is applied to.`, fields);
  }
}

/**
 * Throws {@link EditError} unless an edit fits a store: removals exist and are in order, births are absent after the
 * removals and distinct, values belong to known variables and have one value per birth.
 *
 * @param edit - what is to change
 * @param rows - the store before it
 * @param variables - names of the store's variables
 */
export function checkEdit(edit: Required<StoreEdit>, rows: Rows, variables: readonly string[]): void {
  checkRemovals(edit.remove, rows);
  checkBirths(edit, rows);
  for (const [name, values] of Object.entries(edit.values)) {
    if (!variables.includes(name)) {
      throw new EditError(
        `Values are given for '${name}', which the store does not have.${suggest(name, variables)} It has: ${variables.join(', ') || 'none'}.`,
        { variable: name, known: variables },
      );
    }
    if (typeof values !== 'number' && values.length !== edit.births.pre.length) {
      throw new EditError(`${edit.births.pre.length} births need as many values of '${name}', got ${values.length}.`, {
        variable: name,
        expected: edit.births.pre.length,
        got: values.length,
      });
    }
  }
}

function checkRemovals({ pre, slot }: RemovalList, rows: Rows): void {
  if (pre.length !== slot.length) {
    throw new EditError(`Removals need as many slots as rows, got ${slot.length} and ${pre.length}.`, {
      pre: pre.length,
      slot: slot.length,
    });
  }
  for (let i = 0; i < pre.length; i++) {
    const length = pre[i] < rows.preSize ? rows.rowLength(pre[i]) : 0;
    if (slot[i] >= length) {
      throw new EditError(`Removal ${i} names slot ${slot[i]} of neuron ${pre[i]}, whose row has ${length} synapses.`, {
        removal: i,
        pre: pre[i],
        slot: slot[i],
        length,
      });
    }
    if (i > 0 && (pre[i] < pre[i - 1] || (pre[i] === pre[i - 1] && slot[i] <= slot[i - 1]))) {
      throw new EditError(`Removals must ascend by neuron and slot without repeats; removal ${i} does not.`, {
        removal: i,
        pre: pre[i],
        slot: slot[i],
      });
    }
  }
}

function checkBirths({ births, remove }: Required<StoreEdit>, rows: Rows): void {
  const { pre, post } = births;
  if (pre.length !== post.length) {
    throw new EditError(
      `Births need as many postsynaptic as presynaptic neurons, got ${post.length} and ${pre.length}.`,
      {
        pre: pre.length,
        post: post.length,
      },
    );
  }
  if (pre.length <= FEW && remove.pre.length <= FEW) {
    checkFewBirths(births, remove, rows);
    return;
  }
  const present = new RowPresence(rows, remove);
  for (const [row, members] of groupByKey(pre)) {
    checkRow(row, rows);
    present.load(row);
    for (const i of members) {
      if (post[i] >= rows.postSize || !present.add(post[i])) throw wrongBirth(i, row, post[i], rows);
    }
  }
}

/** Room for one row, used again: making it costs more than looking through the row. */
let posts = new Uint32Array(64);

/** The same without a mark per postsynaptic neuron: a rewiring of drawn pairs edits a few synapses of a large network at a time. */
function checkFewBirths({ pre, post }: PairList, remove: RemovalList, rows: Rows): void {
  for (let i = 0; i < pre.length; i++) {
    const row = pre[i];
    checkRow(row, rows);
    const length = rows.rowLength(row);
    if (length > posts.length) posts = new Uint32Array(2 * length);
    rows.copyRow(row, posts);
    let taken = post[i] >= rows.postSize;
    for (let slot = 0; slot < length; slot++) taken ||= posts[slot] === post[i] && !leaves(remove, row, slot);
    for (let j = 0; j < i; j++) taken ||= pre[j] === row && post[j] === post[i];
    if (taken) throw wrongBirth(i, row, post[i], rows);
  }
}

/** Whether a synapse is about to be removed. */
function leaves({ pre, slot }: RemovalList, row: number, at: number): boolean {
  for (let i = 0; i < pre.length; i++) if (pre[i] === row && slot[i] === at) return true;
  return false;
}

function checkRow(row: number, { preSize }: Rows): void {
  if (row < preSize) return;
  throw new EditError(`Neuron ${row} cannot get a synapse: there are ${preSize} presynaptic neurons.`, { pre: row });
}

const wrongBirth = (birth: number, pre: number, post: number, { postSize }: Rows): EditError =>
  new EditError(
    post >= postSize
      ? `Neuron ${pre} cannot connect to ${post}: there are ${postSize} postsynaptic neurons.`
      : `Neuron ${pre} already has a synapse onto neuron ${post}.`,
    { birth, pre, post },
  );
