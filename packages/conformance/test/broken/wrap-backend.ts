import type { Backend, Device, Kernel, Node, Op, Plan, Program, TrialInput, TrialResult } from '@growcone/core';

/** How a broken backend differs from the one it wraps. What is left out is right. */
export interface Mistakes {
  /** Misreads a plan. */
  readonly plan?: (plan: Plan) => Plan;
  /** Misreads a trial's input. */
  readonly input?: (input: TrialInput, plan: Plan) => TrialInput;
  /** Gives back something else. */
  readonly result?: (result: TrialResult, input: TrialInput, plan: Plan) => TrialResult;
  /** Behaves differently as a program. */
  readonly program?: (program: Program, plan: Plan) => Partial<Program>;
  /** Behaves differently as a device. */
  readonly device?: (device: Device) => Partial<Device>;
}

/** A backend that does everything that another does, except for some mistakes. */
export function wrapBackend(backend: Backend, name: string, mistakes: Mistakes): Backend {
  const { plan: misread = (p) => p, input: misunderstand = (i) => i, result: change = (r) => r } = mistakes;
  return {
    name,
    apiVersion: backend.apiVersion,
    async open() {
      const device = await backend.open();
      const wrapped: Device = {
        name,
        supports: device.supports,
        refusals: (plan) => device.refusals(plan),
        async load(plan) {
          const inner = await device.load(device.refusals(plan).length > 0 ? plan : misread(plan));
          const program: Program = {
            run: async (entry, input) => change(await inner.run(entry, misunderstand(input, plan)), input, plan),
            read: (array) => inner.read(array),
            write: (array, values) => inner.write(array, values),
            readStore: (store) => inner.readStore(store),
            storeBytes: (store) => inner.storeBytes(store),
            writeStore: (store, snapshot) => inner.writeStore(store, snapshot),
            readShard: (array) => inner.readShard(array),
            [Symbol.asyncDispose]: () => inner[Symbol.asyncDispose](),
          };
          return Object.assign(program, mistakes.program?.(inner, plan));
        },
        [Symbol.asyncDispose]: () => device[Symbol.asyncDispose](),
      };
      return Object.assign(wrapped, mistakes.device?.(device));
    },
  };
}

/** Changes every kernel of a plan. */
export const eachKernel =
  (change: (kernel: Kernel, plan: Plan) => Kernel) =>
  (plan: Plan): Plan => ({ ...plan, kernels: plan.kernels.map((k) => change(k, plan)) });

/** Changes every node of every kernel of a plan. */
export const eachNode = (change: (node: Node, kernel: Kernel) => Node): ((plan: Plan) => Plan) =>
  eachKernel((kernel) => ({ ...kernel, nodes: kernel.nodes.map((n) => change(n, kernel)) }));

/** Changes every op of every entry of a plan; an op may become none. */
export const eachOp =
  (change: (op: Op) => readonly Op[]) =>
  (plan: Plan): Plan => {
    const visit = (ops: readonly Op[]): readonly Op[] =>
      ops.flatMap(change).map((op) => {
        if (op.op === 'examples' || op.op === 'every') return { ...op, body: visit(op.body) };
        if (op.op === 'forward') return { ...op, body: visit(op.body), flushBody: visit(op.flushBody) };
        if (op.op === 'reverse') return { ...op, body: visit(op.body), recompute: visit(op.recompute) };
        return op;
      });
    return { ...plan, entries: Object.fromEntries(Object.entries(plan.entries).map(([k, ops]) => [k, visit(ops)])) };
  };
