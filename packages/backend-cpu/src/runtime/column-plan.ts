import type { ArraySpec, Kernel, Node, Plan, StoreSpec, SynapsesKernel } from '@growcone/core';
import { kernelsOf, readsOf, writesOf } from './access.ts';
import type { WholeStore } from './layout.ts';

/** A store whose synapses examples visit by postsynaptic neuron. */
export interface ColumnOrder {
  /** The store of the projection, by presynaptic neuron. */
  readonly rows: number;
  /** The store that lists the same synapses by postsynaptic neuron: its presynaptic neurons are the other's postsynaptic ones. */
  readonly columns: number;
  /** Gradients: examples add to one over `columns`, everything after the batch reads one over `rows`. */
  readonly gradients: readonly { readonly columns: number; readonly rows: number }[];
}

/** A plan in which examples visit synapses by postsynaptic neuron where that is faster. */
export interface ColumnPlan {
  /** The plan: everything of the original at the same position, and more behind it. */
  readonly plan: Plan;
  /** Its stores in column order. */
  readonly orders: readonly ColumnOrder[];
}

/**
 * Turns loops over the synapses of sparse stores into loops over columns, where examples keep variables of synapses. A rule that
 * updates every synapse in every step needs several values of its postsynaptic neuron and few of its presynaptic one: along a
 * column the former are constants.
 *
 * @param plan - the plan
 */
export function addColumnOrders(plan: Plan): ColumnPlan {
  const arrays: ArraySpec[] = [...plan.arrays];
  const stores: StoreSpec[] = [...plan.stores];
  const kernels: Kernel[] = [...plan.kernels];
  const loops = Object.values(plan.entries).flatMap((ops) => ops.filter((op) => op.op === 'examples'));
  const inExamples = new Set(kernelsOf(plan, loops).map(({ kernel }) => kernel));

  const orders = plan.stores.flatMap((store): ColumnOrder[] => {
    const own = (id: number): boolean => {
      const { over } = plan.arrays[id]!;
      return over.per === 'synapse' && over.store === store.id;
    };
    const ofExamples = plan.arrays.filter((a) => own(a.id) && a.lifetime === 'example').map((a) => a.id);
    const visits = [...inExamples].filter((k) => visitsSynapses(plan, k, own));
    if (store.format === 'dense' || ofExamples.length === 0 || !visits.every((k) => canTurn(plan, k, store.id, own)))
      return [];

    const { pre, post } = store;
    const columns = stores.length;
    const name = `${store.name} by columns`;
    const turnedStore: WholeStore = {
      ...store,
      id: columns,
      name,
      pre: post,
      post: pre,
      format: 'rows',
      variables: [],
      whole: true,
    };
    stores.push(turnedStore);
    const over = { per: 'synapse', store: columns } as const;
    for (const id of ofExamples) arrays[id] = { ...arrays[id]!, over };
    const gradients = plan.arrays
      .filter((a) => own(a.id) && a.lifetime === 'shard')
      .map(({ id: rows, name }) => {
        const id = arrays.length;
        arrays.push({ ...arrays[rows]!, id, name: `${name} by columns`, over });
        return { columns: id, rows };
      });
    for (const kernel of visits as SynapsesKernel[]) {
      kernels[plan.kernels.indexOf(kernel)] = {
        ...kernel,
        store: columns,
        nodes: kernel.nodes.map(turned),
        writes: kernel.writes.map((w) => ({
          ...w,
          array: gradients.find((g) => g.rows === w.array)?.columns ?? w.array,
        })),
      };
    }
    return [{ rows: store.id, columns, gradients }];
  });
  return { plan: { ...plan, arrays, stores, kernels }, orders };
}

/** Whether a kernel has to do with what examples keep or sum per synapse of a store. */
function visitsSynapses(plan: Plan, kernel: Kernel, own: (array: number) => boolean): boolean {
  const changes = (id: number): boolean => own(id) && plan.arrays[id]!.lifetime !== 'shared';
  return readsOf(kernel).some((r) => changes(r.array)) || writesOf(kernel).some((w) => changes(w.array));
}

/** Whether a kernel computes the same when pre and post change sides: it needs nothing that only rows have. */
function canTurn(plan: Plan, kernel: Kernel, store: number, own: (array: number) => boolean): boolean {
  if (kernel.shape !== 'synapses' || kernel.store !== store) return false;
  const keeps = (id: number): boolean => own(id) && plan.arrays[id]!.lifetime === 'example';
  const reads = kernel.nodes.every((node) => {
    // Draws of pairs name pre and post in the random counter.
    if (node.op === 'uniform' || node.op === 'normal') return false;
    return node.op !== 'read' || node.at !== 'synapse' || keeps(node.array);
  });
  return reads && kernel.writes.every((w) => keeps(w.array) || (w.add && plan.arrays[w.array]!.lifetime === 'shard'));
}

function turned(node: Node): Node {
  if (node.op !== 'read' && node.op !== 'spiked' && node.op !== 'index') return node;
  const { at } = node;
  return at === 'pre' ? { ...node, at: 'post' } : at === 'post' ? { ...node, at: 'pre' } : node;
}
