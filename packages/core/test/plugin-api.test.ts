import { describe, expect, it } from 'vitest';
import {
  allToAll,
  definePlasticity,
  defineWeightUpdate,
  delta,
  network,
  PLUGIN_API_VERSION,
  PluginVersionError,
  type Backend,
  type LearningRule,
  type Network,
  type PlasticityRule,
  type Population,
  type Projection,
} from '../src/index.ts';
import { defineRewiring } from '../src/rule/rewiring.ts';
import { protectInitial } from '../src/rule/protect-initial.ts';
import { descent, graded, source, spiking, squared, sum, toReadout } from './network/models.ts';

const LATER = 2;
const later = <T extends object>(plugin: T): T => ({ ...plugin, apiVersion: LATER });
/** As a copy of core defined it that knew no version. */
const old = <T extends object>(plugin: T): T => ({ ...plugin, apiVersion: undefined });

const still = (): ReturnType<typeof defineRewiring> => defineRewiring({ name: 'still' });
const fixed: PlasticityRule = { kind: 'plasticity', apiVersion: 1, name: 'fixed', update: () => definePlasticity({}) };
const nowhere: Backend = { name: 'nowhere', apiVersion: 1, open: () => Promise.reject(new Error('opened')) };
const squaredSteps = { ...squared, at: 'step' as const };

/** A network with one plastic projection, and what a test adds. */
function small(): { net: Network; units: Population; input: Projection; output: Population } {
  const net = network({ seed: 1 });
  const units = net.population('units', 3, spiking());
  const output = net.population('output', 2, graded());
  const from = net.population('source', 2, source());
  const input = net.project(from, units, { connect: allToAll(), weight: 0.1 });
  return { net, units, input, output };
}

/** Every place where a plugin is used, by the kind of plugin that its error names. */
const uses: readonly (readonly [
  kind: string,
  name: string,
  use: (spoilt: <T extends object>(plugin: T) => T) => unknown,
])[] = [
  ['neuron', 'spiking', (s) => small().net.population('more', 1, s(spiking()))],
  [
    'synapse',
    'delta',
    (s) => {
      const { net, units } = small();
      return net.project(units, units, { connect: allToAll(), weight: 0, synapse: s(delta()) });
    },
  ],
  [
    'readout',
    'sum',
    (s) => {
      const { net, output } = small();
      net.readout(output, { readout: s(sum), loss: squared });
    },
  ],
  [
    'loss',
    'squared',
    (s) => {
      const { net, output } = small();
      net.readout(output, { readout: sum, loss: s(squared) });
    },
  ],
  [
    'learning-rule',
    'to readout',
    (s) => {
      const { net, input } = small();
      net.learn(input, { rule: s(toReadout), optimiser: descent() });
    },
  ],
  [
    'optimiser',
    'descent',
    (s) => {
      const { net, input } = small();
      net.learn(input, { rule: toReadout, optimiser: s(descent()) });
    },
  ],
  [
    'rewiring',
    'still',
    (s) => {
      const { net, input } = small();
      net.rewire(input, s(still()));
    },
  ],
  [
    'plasticity',
    'fixed',
    (s) => {
      const { net, input } = small();
      net.plastic(input, s(fixed));
    },
  ],
  ['backend', 'nowhere', (s) => small().net.compile(s(nowhere))],
  ['backend', 'nowhere', (s) => small().net.start(s(nowhere))],
];

const errorOf = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('a plugin', () => {
  it.each(uses)('(%s) of another version is refused where it is used, by name', async (kind, name, use) => {
    const error = await errorOf(() => use(later));
    expect(error).toBeInstanceOf(PluginVersionError);
    expect(error).toMatchObject({
      code: 'PLUGIN_VERSION',
      fields: { kind, name, got: LATER, supported: PLUGIN_API_VERSION },
    });
    expect(String(error)).toContain(
      `The ${kind} '${name}' states apiVersion 2, and this @growcone/core takes 1. Install releases of both that go together`,
    );
  });

  it.each(uses)('(%s) of a core that knew no version is refused too', async (_kind, _name, use) => {
    expect(String(await errorOf(() => use(old)))).toContain('states no apiVersion');
  });

  it.each(uses)('(%s) of this version is used', async (_kind, _name, use) => {
    expect(await errorOf(() => use((plugin) => plugin))).not.toBeInstanceOf(PluginVersionError);
  });

  it('keeps the version that its author states', () => {
    const stated = defineRewiring({ name: 'stated', apiVersion: LATER });
    expect(stated.apiVersion).toBe(LATER);
    expect(protectInitial(stated).apiVersion).toBe(LATER);
    expect(defineWeightUpdate({ name: 'w', eachSynapse: () => ({}) }).apiVersion).toBe(PLUGIN_API_VERSION);
  });

  it('may not hand out updates of another version', async () => {
    const plan = async (rule: LearningRule): Promise<unknown> => {
      const { net, units, input, output } = small();
      net.project(units, output, { connect: allToAll(), weight: 0.1 });
      net.readout(output, { readout: sum, loss: squaredSteps });
      net.learn(input, { rule, optimiser: descent() });
      return net.compile({
        ...nowhere,
        open: async () => ({ supports: {}, [Symbol.asyncDispose]: async () => {} }) as never,
      });
    };
    const update = defineWeightUpdate({ name: 'late', apiVersion: LATER, eachSynapse: () => ({}) });
    const online: LearningRule = { ...toReadout, form: 'online', weightUpdate: () => update };
    expect(await errorOf(() => plan(online))).toMatchObject({ fields: { kind: 'weight update', name: 'late' } });

    const { net, input } = small();
    net.plastic(input, { ...fixed, update: () => definePlasticity({ apiVersion: LATER }) });
    const device = { supports: {}, [Symbol.asyncDispose]: async () => {} };
    const started = net.start({ ...nowhere, open: async () => device as never });
    expect(await errorOf(() => started)).toMatchObject({ fields: { kind: 'plasticity', name: 'fixed', got: LATER } });
  });
});
