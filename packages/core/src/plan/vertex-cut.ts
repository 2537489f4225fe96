import type { Node } from './node.ts';
import { operands } from './recorder.ts';

/** An edge of the flow network; `twin` is the same edge seen backwards. */
interface Edge {
  readonly to: number;
  capacity: number;
  readonly twin: number;
}

/** A flow network over numbered vertices, small enough for breadth-first augmentation. */
class FlowNetwork {
  readonly edges: Edge[] = [];
  readonly leaving: number[][];

  constructor(vertices: number) {
    this.leaving = Array.from({ length: vertices }, () => []);
  }

  connect(from: number, to: number, capacity: number): void {
    (this.leaving[from] as number[]).push(this.edges.push({ to, capacity, twin: this.edges.length + 1 }) - 1);
    (this.leaving[to] as number[]).push(this.edges.push({ to: from, capacity: 0, twin: this.edges.length - 1 }) - 1);
  }

  /** Pushes units from source to sink until no path is left. */
  saturate(source: number, sink: number): void {
    for (;;) {
      const cameBy = new Map<number, number>([[source, -1]]);
      const queue = [source];
      for (let head = 0; head < queue.length && !cameBy.has(sink); head++) {
        for (const e of this.leaving[queue[head] as number] as number[]) {
          const { to, capacity } = this.edges[e] as Edge;
          if (capacity > 0 && !cameBy.has(to)) {
            cameBy.set(to, e);
            queue.push(to);
          }
        }
      }
      if (!cameBy.has(sink)) return;
      for (let v = sink; v !== source;) {
        const edge = this.edges[cameBy.get(v) as number] as Edge;
        const twin = this.edges[edge.twin] as Edge;
        edge.capacity -= 1;
        twin.capacity += 1;
        v = twin.to;
      }
    }
  }

  /** The vertices from which flow could still reach the sink. */
  reaching(sink: number): Set<number> {
    const found = new Set([sink]);
    const queue = [sink];
    for (let head = 0; head < queue.length; head++) {
      for (const e of this.leaving[queue[head] as number] as number[]) {
        const { to, twin } = this.edges[e] as Edge;
        if ((this.edges[twin] as Edge).capacity > 0 && !found.has(to)) {
          found.add(to);
          queue.push(to);
        }
      }
    }
    return found;
  }
}

/**
 * The smallest set of values from which the targets can be computed without the values that vary: a minimum vertex cut of
 * the expression graph, as close to the targets as possible. It says what a forward sweep has to record for the reverse
 * sweep. For an adaptive LIF neuron it finds that one number is enough: the surrogate slope.
 *
 * @param nodes - the graph
 * @param targets - positions of the values that are needed later
 * @param varies - whether a leaf changes from step to step; the other leaves are free
 * @param storable - whether a value can be recorded (truth values cannot)
 * @returns positions to record, ascending
 */
export function smallestRecord(
  nodes: readonly Node[],
  targets: readonly number[],
  varies: (leaf: Node) => boolean,
  storable: (node: Node) => boolean,
): number[] {
  const dependent: boolean[] = [];
  nodes.forEach((node, i) => {
    dependent[i] = 'args' in node ? node.args.some((a) => dependent[a]) : varies(node);
  });

  // Every value is two vertices joined by an edge of capacity 1 (recording it); operands feed values without limit.
  const [source, sink] = [2 * nodes.length, 2 * nodes.length + 1];
  const network = new FlowNetwork(2 * nodes.length + 2);
  nodes.forEach((node, i) => {
    if (!dependent[i]) return;
    network.connect(2 * i, 2 * i + 1, storable(node) ? 1 : Infinity);
    if (!('args' in node)) network.connect(source, 2 * i, Infinity);
    for (const a of new Set(operands(node))) if (dependent[a]) network.connect(2 * a + 1, 2 * i, Infinity);
  });
  for (const target of new Set(targets)) if (dependent[target]) network.connect(2 * target + 1, sink, Infinity);
  network.saturate(source, sink);

  const late = network.reaching(sink);
  return nodes.flatMap((_, i) => (dependent[i] && late.has(2 * i + 1) && !late.has(2 * i) ? [i] : []));
}
