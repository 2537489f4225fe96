import { GrowconeError } from '../error.ts';
import { applyOperation } from '../expression/apply.ts';
import { Condition, type Expr } from '../expression/expression.ts';
import { UnboundVariableError } from './plan-errors.ts';
import type { Scheduled, ScheduledNode, SweepPlan } from './rewiring-plan.ts';

/** Label of the number of batches trained so far. */
export const BATCHES = 'batches';

/** A number that depends on the number of batches, as data. @param expr - over constants and the variable `batches` */
export function schedule(expr: Expr): Scheduled {
  const nodes: ScheduledNode[] = [];
  const known = new Map<Expr | Condition, number>();
  const position = (e: Expr | Condition): number => {
    let at = known.get(e);
    if (at === undefined) known.set(e, (at = nodes.push(node(e)) - 1));
    return at;
  };
  const node = (e: Expr | Condition): ScheduledNode => {
    if (e instanceof Condition) return { op: e.op, args: e.args.map(position) };
    if (e.op === 'constant') return { op: 'constant', value: e.value };
    if (e.op === 'variable' && e.label === BATCHES) return { op: 'updates' };
    if (e.args.length === 0) throw new UnboundVariableError(e.op === 'variable' ? e.label : `${e.op} draw`);
    const args = e.args.map(position);
    return e.op === 'detach' ? (nodes[args[0]] as ScheduledNode) : ({ op: e.op, args } as ScheduledNode);
  };
  return { result: position(expr), nodes };
}

/**
 * How many synapses a rewiring that ranks them removes: round(share × synapses), halves up. Every backend takes the number from here, so
 * all remove as many.
 *
 * @param rule - the rewiring
 * @param synapses - number of synapses before it
 * @param updates - number of updates so far
 */
export function removalCount({ name, lowest }: SweepPlan, synapses: number, updates: number): number {
  if (!lowest) return 0;
  const share = typeof lowest.share === 'number' ? lowest.share : valueOf(lowest.share, updates);
  if (!(share >= 0 && share <= 1)) {
    throw new GrowconeError(
      'REWIRING_SHARE',
      `The share of the synapses that '${name}' prunes after batch ${updates} is ${share}, and it must be from 0 to 1. Limit it: ` +
        'share: ({ batches }) => of(batches).max(0).min(1).',
      { rule: name, share, batches: updates },
    );
  }
  return Math.floor(share * synapses + 0.5);
}

function valueOf({ nodes, result }: Scheduled, updates: number): number {
  const values: number[] = [];
  for (const node of nodes) {
    if (node.op === 'constant') values.push(node.value);
    else if (node.op === 'updates') values.push(updates);
    else {
      const [a = 0, b, c] = node.args.map((i) => values[i]);
      values.push(applyOperation(node.op, a, b, c));
    }
  }
  return values[result];
}
