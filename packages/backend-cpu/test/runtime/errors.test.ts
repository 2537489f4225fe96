import { afterEach, describe, expect, it } from 'vitest';
import {
  defineNeuron,
  network,
  ONE,
  PLAN_VERSION,
  quantity,
  type Device,
  type Plan,
  type TrialInput,
  NotFiniteError,
} from '@growcone/core';
import { cpu, type CpuOptions } from '@growcone/backend-cpu';
import { classifier, noise } from './learning-network.ts';
import { allPairs, lif, lifPlan, spikeBatch } from './lif-plan.ts';

const devices: Device[] = [];
afterEach(async () => {
  for (const device of devices.splice(0)) await device[Symbol.asyncDispose]();
});

async function open(options: CpuOptions = { threads: 1 }): Promise<Device> {
  const device = await cpu(options).open();
  devices.push(device);
  return device;
}

const plan = lifPlan({ inputs: 2, size: 3 });
const input: TrialInput = {
  size: 1,
  steps: 4,
  firstExample: 0,
  update: 0,
  spikes: { 0: spikeBatch([[[], [0]]], 4) },
  values: {},
};

describe('a plan that cannot run', () => {
  const reasons = async (changed: Plan) => (await open()).refusals(changed).map((refusal) => refusal.code);

  it('is not refused without a reason', async () => expect(await reasons(plan)).toEqual([]));

  it('of another version is refused', async () =>
    expect(await reasons({ ...plan, version: PLAN_VERSION + 1 })).toEqual(['version']));

  it('with a bit mask is refused', async () =>
    expect(await reasons({ ...plan, stores: [{ ...plan.stores[0]!, format: 'bit-mask' }] })).toEqual(['format']));

  it('that rewires compressed rows is refused', async () => {
    const prune = { nodes: [], result: 0 };
    const rule = {
      id: 0,
      name: 'rule',
      store: 0,
      stream: 1,
      kind: 'sweep',
      prune,
      count: 'replace',
      init: {},
    } as const;
    const rewirings = [rule];
    expect(await reasons({ ...plan, rewirings })).toEqual(['rewiring-format']);
  });

  it('with several steps per synapse is refused', async () => {
    const arrays = plan.arrays.map((array) => (array.id === lif.w ? { ...array, steps: 2 } : array));
    expect(await reasons({ ...plan, arrays })).toContain('synapse-steps');
  });

  it('is refused by load as well, with all reasons', async () => {
    const device = await open();
    const stores = [{ ...plan.stores[0]!, format: 'bit-mask' as const }];
    await expect(device.load({ ...plan, stores })).rejects.toMatchObject({ code: 'REFUSED_PLAN' });
  });
});

describe('a value that is not finite', () => {
  it.each([1, 2])('names population, neuron, variable, step and example on %i thread(s)', async (threads) => {
    const program = await (await open({ threads })).load(plan);
    await program.writeStore(
      0,
      allPairs(2, 3, (pre, post) => (pre === 1 && post === 2 ? 3e38 : 0)),
    );
    const spikes = spikeBatch([[], [], [[], [], [1], [1]], []], 5);
    const run = program.run('evaluate', { ...input, size: 4, steps: 5, spikes: { 0: spikes } });
    await expect(run).rejects.toThrow(NotFiniteError);
    await expect(run).rejects.toMatchObject({
      code: 'NOT_FINITE',
      fields: { variable: 'hidden.v', population: 'hidden', neuron: 2, step: 4, example: 2 },
    });
    // The program goes on: nothing of the example is left.
    const result = await program.run('evaluate', input);
    expect([...result.outputs[lif.vAtEnd]!]).toEqual([0, 0, 0]);
  });

  it('is noticed although the next step computes the variable anew', async () => {
    const divides = defineNeuron({
      name: 'divides',
      params: {},
      state: { v: quantity(0, '', 'reciprocal'), t: quantity(0, 'steps', 'time') },
      integrate: ({ t }) => ({ v: ONE.div(t.sub(36)), t: t.add(1) }),
    });
    const net = network({ seed: 1 });
    net.population('mine', 5, divides());
    await using simulation = await net.compile(cpu({ threads: 1 }));
    await expect(simulation.evaluate({}, { steps: 80 })).rejects.toMatchObject({
      code: 'NOT_FINITE',
      fields: { variable: 'mine.v', population: 'mine', neuron: 0, step: 37 },
    });
    // It stops before the pole.
    await simulation.evaluate({}, { steps: 36 });
  });

  it('in a weight names the synapse', async () => {
    const program = await (await open()).load(plan);
    await program.writeStore(
      0,
      allPairs(2, 3, (pre, post) => (pre === 0 && post === 1 ? NaN : 0)),
    );
    await expect(program.run('evaluate', input)).rejects.toMatchObject({
      code: 'NOT_FINITE',
      fields: { variable: 'inputToHidden.w', projection: 'inputToHidden', pre: 0, post: 1 },
    });
  });

  it('leaves no part of its batch in the gradient', async () => {
    const { net, projections } = classifier();
    await using simulation = await net.compile(cpu({ threads: 2 }));
    const good = { input: noise(3, 30, 40, 0.1), output: [0, 1, 2] };
    const { hiddenToOutput } = projections;
    await simulation.accumulate(good);
    const gradient = await simulation.gradient(hiddenToOutput);
    await simulation.update();

    const checkpoint = await simulation.checkpoint();
    const store = checkpoint.stores[hiddenToOutput.id]!;
    const w = store.variables['w']!.slice();
    w[5] = 3e38;
    const broken = { ...store, variables: { ...store.variables, w } };
    await simulation.restore({ ...checkpoint, stores: { ...checkpoint.stores, [hiddenToOutput.id]: broken } });
    await expect(simulation.accumulate(good)).rejects.toMatchObject({ code: 'NOT_FINITE' });
    const after = await simulation.gradient(hiddenToOutput);
    expect(Object.values(gradient.variables)[0]!.some((g) => g !== 0)).toBe(true);
    expect(Object.values(after.variables)[0]!.every((g) => g === 0)).toBe(true);
  });
});

describe('a call at the wrong time', () => {
  it.each([1, 2])('is refused while another runs on %i thread(s)', async (threads) => {
    const program = await (await open({ threads })).load(plan);
    const first = program.run('evaluate', input);
    await expect(program.run('evaluate', input)).rejects.toMatchObject({ code: 'OVERLAPPING_CALL' });
    await expect(program.readStore(0)).rejects.toMatchObject({ code: 'OVERLAPPING_CALL' });
    await expect(first).resolves.toBeDefined();
    await expect(program.readStore(0)).resolves.toBeDefined();
  });

  it('is refused after the program was disposed of', async () => {
    const program = await (await open()).load(plan);
    await program[Symbol.asyncDispose]();
    await expect(program.run('evaluate', input)).rejects.toMatchObject({ code: 'DISPOSED' });
    await expect(program[Symbol.asyncDispose]()).resolves.toBeUndefined();
  });

  it('is refused after the device was disposed of', async () => {
    const device = await open({ threads: 2 });
    const program = await device.load(plan);
    await device[Symbol.asyncDispose]();
    await expect(program.run('evaluate', input)).rejects.toMatchObject({ code: 'DISPOSED' });
    await expect(device.load(plan)).rejects.toMatchObject({ code: 'DISPOSED' });
  });

  it('ends with an error when the device is disposed of under it', async () => {
    const device = await open({ threads: 2 });
    const program = await device.load(plan);
    const run = program.run('evaluate', { ...input, steps: 20_000, spikes: { 0: spikeBatch([[]], 20_000) } });
    const [result] = await Promise.allSettled([run, device[Symbol.asyncDispose]()]);
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'DISPOSED' } });
  });
});

describe('input that does not fit', () => {
  const run = async (changed: Partial<TrialInput>) =>
    (await (await open()).load(plan)).run('evaluate', { ...input, ...changed });

  it.each([
    ['no spikes', { spikes: {} }],
    ['another number of examples', { size: 2 }],
    ['another number of steps', { steps: 5 }],
    ['a neuron that does not exist', { spikes: { 0: spikeBatch([[[], [2]]], 4) } }],
    ['neurons that do not ascend', { spikes: { 0: spikeBatch([[[], [1, 0]]], 4) } }],
    ['offsets that decrease', { spikes: { 0: { ...input.spikes[0]!, offsets: Uint32Array.of(0, 1, 0, 1, 1) } } }],
  ] as const)('is refused: %s', async (_, changed) => {
    await expect(run(changed)).rejects.toMatchObject({ code: 'TRIAL_INPUT' });
  });

  it('names entries that exist', async () => {
    const program = await (await open()).load(plan);
    await expect(program.run('evaluat', input)).rejects.toThrow(/evaluate/);
  });

  it('refuses values of another number of neurons', async () => {
    const program = await (await open()).load(plan);
    await expect(program.write(lif.bias, new Float32Array(2))).rejects.toMatchObject({ code: 'TRIAL_INPUT' });
    await expect(program.read(lif.w)).rejects.toMatchObject({ code: 'TRIAL_INPUT' });
  });
});
