import { GrowconeError } from './error.ts';

/**
 * Version of what core and a plugin agree on: the fields of neurons, synapses, learning, plasticity and rewiring rules, readouts, losses,
 * optimisers and backends, what their hooks are given, and when they are called. It rises when a plugin that was right before would
 * fail or compute something else; what is only added leaves it as it is.
 */
export const PLUGIN_API_VERSION = 1;

/** Thrown where a plugin is used that was written for another version of the plugin API. */
export class PluginVersionError extends GrowconeError {
  override readonly name: string = 'PluginVersionError';

  /**
   * @param kind - what it is, such as `neuron`
   * @param plugin - its name
   * @param got - the version that it states, if any
   */
  constructor(kind: string, plugin: string, got: number | undefined) {
    super(
      'PLUGIN_VERSION',
      `The ${kind} '${plugin}' states ${got === undefined ? 'no apiVersion' : `apiVersion ${got}`}, and this @growcone/core takes ` +
        `${PLUGIN_API_VERSION}. Install releases of both that go together: 'npm ls @growcone/core' shows yours.`,
      { kind, name: plugin, got, supported: PLUGIN_API_VERSION },
    );
  }
}

/** Thrown where the function that makes a plugin is given instead of the plugin: `lif` for `lif()`. */
export class UncalledPluginError extends GrowconeError {
  override readonly name: string = 'UncalledPluginError';

  /** @param factory - the function's name, empty where it has none */
  constructor(factory: string) {
    const what = factory === '' ? 'a function' : `the function '${factory}'`;
    const call = factory === '' ? "add '()' behind its name" : `${factory}()`;
    super('PLUGIN_UNCALLED', `Expected a model or a rule, got ${what} that makes one. Call it: ${call}.`, { factory });
  }
}

/**
 * Refuses plugins of another version, and functions that only make a plugin. What a copy of core defined that knew no version has none, and is refused as well.
 *
 * @param plugins - what is about to be used
 */
export function checkPlugins(
  ...plugins: readonly (
    | { readonly kind: string; readonly name: string; readonly apiVersion: number }
    | ((...options: never[]) => unknown)
  )[]
): void {
  for (const plugin of plugins) {
    if (typeof plugin === 'function') throw new UncalledPluginError(plugin.name);
    const { kind, name, apiVersion } = plugin;
    if (apiVersion !== PLUGIN_API_VERSION) throw new PluginVersionError(kind, name, apiVersion);
  }
}
