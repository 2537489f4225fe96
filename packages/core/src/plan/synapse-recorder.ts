import { variable, type Condition, type Expr } from '../expression/expression.ts';
import type { SynapseAt } from '../rule/rewiring.ts';
import { variables } from './labels.ts';
import type { LeafNode } from './node.ts';
import { Recorder, withoutDeadNodes, type Bind } from './recorder.ts';
import type { Recorded } from './rewiring-plan.ts';
import type { StorePart } from './store-part.ts';

/** What a rewiring rule sees of a synapse; undefined if the projection is not rewired. */
export function synapseScope(store: StorePart, w: Expr): SynapseAt<string, string> | undefined {
  const { rewiring } = store;
  if (!rewiring) return undefined;
  const pre = variable('pre');
  const post = variable('post');
  return {
    w,
    syn: variables(Object.keys(rewiring.state), (n) => `rewiring.${n}`),
    pair: store.pair,
    pre,
    post,
  };
}

/** A recorder over the synapses of a store. */
export function synapseRecorder(store: StorePart, extra: Bind = () => undefined): Recorder {
  const bind: Bind = (n) => {
    if (n === 'w') return readAt(store.weight, 'synapse');
    if (n === 'pre' || n === 'post') return { op: 'index', at: n };
    if (n === 'examples') return { op: 'examples' };
    if (n.startsWith('rewiring.')) return readAt(store.rewiring?.state[n.slice(9)], 'synapse');
    return extra(n);
  };
  return new Recorder(bind, [
    { owns: (draw) => store.pairDrawn.has(draw), table: store.pairDraws },
    { owns: (draw) => draw === store.feedbackDraw, table: store.feedbackDraws },
    { owns: (draw) => draw === store.decision, table: store.decisionDraws },
    { owns: () => true, table: store.updateDraws },
  ]);
}

/** The leaf that reads an array, if there is one. @param array - its id @param at - the place */
export const readAt = (array: number | undefined, at: 'network' | 'synapse'): LeafNode | undefined =>
  array === undefined ? undefined : { op: 'read', array, at, lag: 0 };

/** Records single expressions over a store. @param store - the store @param extra - what further labels read */
export function recordWith(store: StorePart, extra: Bind): (value: Expr | Condition) => Recorded {
  return (value) => {
    const recorder = synapseRecorder(store, extra);
    const { nodes, moved } = withoutDeadNodes(recorder.nodes, [recorder.position(value)]);
    return { nodes, result: moved.get(recorder.position(value)) as number };
  };
}
