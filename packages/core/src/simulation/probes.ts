import type { StoreSnapshot } from '../connectivity/snapshot.ts';
import type { NetworkDescription, Projection, RewiringSchedule } from '../network/description.ts';
import type { Program, TrialInput } from '../plan/backend.ts';
import type { CompiledPlan } from '../plan/compile-plan.ts';
import { NetworkError } from '../plan/plan-errors.ts';
import { probeEntry, PROBING_TRIAL } from '../plan/probe-entries.ts';

/** Whether a rewiring is due after a batch. @param every - its schedule @param batches - number of batches by then */
export const dueAfter = (every: RewiringSchedule, batches: number): boolean =>
  every === 'batch' || (typeof every === 'number' && batches % every === 0);

/**
 * The probes of a simulation's rewirings: drawn before the first batch of an update that a rewiring follows, used up by that rewiring.
 * Between updates there are none, unless a caller that updates by hand leaves out a rewiring that is due.
 */
export class Probes {
  private readonly network: NetworkDescription;
  private readonly compiled: CompiledPlan;
  private readonly program: Program;
  /** Projections whose probes are in place. */
  private readonly placed = new Set<Projection>();
  /** Whether they carry the gradient of the last update. */
  private ready = false;

  /** @param network - the network @param compiled - its plan @param program - what runs it */
  constructor(network: NetworkDescription, compiled: CompiledPlan, program: Program) {
    this.network = network;
    this.compiled = compiled;
    this.program = program;
  }

  /** The entry that runs a batch. */
  get trial(): string {
    return this.placed.size > 0 ? PROBING_TRIAL : 'trial';
  }

  /** Draws the probes of the rewirings that are due after the next update, and forgets others. @param idle - numbers for the draws */
  async draw(idle: TrialInput): Promise<void> {
    this.ready = false;
    for (const { projection, every } of this.network.rewirings) {
      const probes = this.compiled.probes.get(projection);
      const rule = this.compiled.rewirings.get(projection);
      if (!probes || rule === undefined) continue;
      if (dueAfter(every, idle.update + 1)) {
        await this.program.run(probeEntry(rule), idle);
        this.placed.add(projection);
      } else if (this.placed.delete(projection)) {
        await this.program.writeStore(probes.store, {
          pre: new Uint32Array(0),
          post: new Uint32Array(0),
          variables: {},
        });
      }
    }
  }

  /** The probes of a projection with their gradient. @param projection - the projection */
  async read(projection: Projection): Promise<StoreSnapshot> {
    const probes = this.compiled.probes.get(projection);
    if (probes) return this.program.readShard(probes.gradient);
    throw new NetworkError(
      'NOT_PROBED',
      `No rewiring ranks absent pairs of projection '${projection.name}' by their gradient, so none has one. Rewire it by a rule with ` +
        'grow.probe and grow.highest.',
      { projection: projection.name },
    );
  }

  /** Says that the update of the batch has run. */
  updated(): void {
    this.ready = this.placed.size > 0;
  }

  /** Says that the stores hold what a checkpoint held. */
  restored(): void {
    this.placed.clear();
    this.ready = false;
  }

  /** Refuses a checkpoint while probes wait for a rewiring that is due: it would lose what they carry. */
  checkSave(): void {
    const [first] = this.ready ? this.placed : [];
    if (!first) return;
    throw new NetworkError(
      'PROBES_WAIT',
      `A network cannot be saved before a rewiring that is due: absent pairs of '${first.name}' carry a gradient, which a checkpoint does ` +
        'not hold. Call simulation.rewire() first, or train with simulation.train.',
      { projection: first.name },
    );
  }

  /** Says that a rewiring has used up its probes. @param projection - what it has rewired */
  used(projection: Projection): void {
    this.placed.delete(projection);
  }

  /** Refuses a rewiring that should have probes but has none. @param projection - what it rewires */
  checkRewiring(projection: Projection): void {
    const { name } = projection;
    if (!this.compiled.probes.has(projection) || (this.ready && this.placed.has(projection))) return;
    const every = this.network.rewirings.find((r) => r.projection === projection)?.every;
    throw new NetworkError(
      'NO_PROBES',
      `'${name}' cannot be rewired now: its rewiring ranks absent pairs by their gradient, and none has carried one through the last ` +
        `batch. They do where a rewiring is due (every: ${JSON.stringify(every)}): let simulation.train run it, or call simulation.rewire() ` +
        'after the simulation.update() of such a batch.',
      { projection: name, every },
    );
  }
}
