import { GrowconeError, suggest } from '../error.ts';
import type { Arena, Block, RealArray } from './arena.ts';
import type { SynapseVariable } from './snapshot.ts';

/** Thrown when a store is asked for a variable that it does not have. */
export class UnknownSynapseVariableError extends GrowconeError {
  override readonly name: string = 'UnknownSynapseVariableError';

  /**
   * @param variable - the name that was not found
   * @param known - the names that exist
   */
  constructor(variable: string, known: readonly string[]) {
    super(
      'UNKNOWN_SYNAPSE_VARIABLE',
      `The store has no variable '${variable}'.${suggest(variable, known)} It has: ${known.join(', ') || 'none'}. ` +
        'Declare a variable with its birth value before the store is made.',
      { variable, known },
    );
  }
}

/** The arrays of a store's variables, all over the same addresses. */
export class VariableBlocks {
  /** The blocks, in the order of the declarations. */
  readonly blocks: readonly Block<RealArray>[];
  private readonly declared: readonly SynapseVariable[];

  /**
   * @param declared - the variables
   * @param arena - where the memory comes from
   */
  constructor(declared: readonly SynapseVariable[], arena: Arena) {
    const names = new Set<string>();
    for (const { name, birth } of declared) {
      if (names.has(name) || !Number.isFinite(birth)) {
        throw new GrowconeError(
          'SYNAPSE_VARIABLE',
          names.has(name)
            ? `A store cannot have two variables called '${name}'. Rename one.`
            : `The birth value of '${name}' must be a finite number, got ${birth}. Say what a new synapse starts with.`,
          { variable: name, birth },
        );
      }
      names.add(name);
    }
    this.declared = declared;
    this.blocks = declared.map(() => arena.reals(0));
  }

  /** The present values of a variable. @param name - the variable */
  values(name: string): RealArray {
    const i = this.declared.findIndex((v) => v.name === name);
    if (i < 0)
      throw new UnknownSynapseVariableError(
        name,
        this.declared.map((v) => v.name),
      );
    return this.blocks[i].values;
  }

  /** Writes the snapshot's values to addresses 0, 1, … @param values - by variable */
  load(values: Readonly<Record<string, RealArray>>): void {
    this.declared.forEach(({ name }, i) => this.blocks[i].values.set(values[name]));
  }

  /** Writes the snapshot's values to their addresses. @param values - by variable @param addresses - of each value */
  scatter(values: Readonly<Record<string, RealArray>>, addresses: Uint32Array): void {
    this.declared.forEach(({ name }, i) => {
      const target = this.blocks[i].values;
      const source = values[name];
      for (let k = 0; k < addresses.length; k++) target[addresses[k]] = source[k];
    });
  }

  /** The values at addresses, by variable. @param addresses - where to read */
  gather(addresses: Uint32Array): Record<string, RealArray> {
    return Object.fromEntries(
      this.declared.map(({ name }, i) => {
        const source = this.blocks[i].values;
        const target =
          source instanceof Float32Array ? new Float32Array(addresses.length) : new Float64Array(addresses.length);
        for (let k = 0; k < addresses.length; k++) target[k] = source[addresses[k]];
        return [name, target];
      }),
    );
  }
}
