import { cpu } from '@growcone/backend-cpu';
import { network, type Device, type Refusal } from '@growcone/core';
import { lif } from '@growcone/models';
import { describe, expect, it } from 'vitest';
import { startOnFirst, type Candidate } from '../simulation/start-on-first.ts';

function small() {
  const net = network({ seed: 1 });
  net.population('neurons', 4, lif());
  return net;
}

const absent: Candidate = {
  name: 'absent',
  open: () => Promise.reject(new Error('There is no adapter.')),
};

const onOneThread: Candidate = {
  name: 'one thread',
  open: async () => ({ device: await cpu({ threads: 1 }).open(), notes: [] }),
};

/** A device that refuses everything, or fails to load anything, and says when it is disposed of. */
function failing(name: string, refusals: readonly Refusal[], disposed: () => void): Candidate {
  const device: Device = {
    name: `${name} device`,
    supports: { formats: ['rows'], shapes: [], reverse: false, rewiring: false, continues: false, float64: false },
    refusals: () => refusals,
    load: () => Promise.reject(new Error('It has no memory left.')),
    [Symbol.asyncDispose]: async () => disposed(),
  };
  return { name, open: async () => ({ device, notes: [] }) };
}

const refusal: Refusal = { code: 'shape', message: 'It has no neurons kernel.' };

describe('the choice of a backend', () => {
  it('is the first that opens, refuses nothing and loads the network, and says why those before it are not', async () => {
    const disposed: string[] = [];
    const net = small();
    const { running, on } = await startOnFirst(
      (backend) => net.compile(backend),
      [
        absent,
        failing('refusing', [refusal, refusal], () => void disposed.push('refusing')),
        failing('full', [], () => void disposed.push('full')),
        onOneThread,
      ],
    );
    await using simulation = running;
    expect(on.passedOver).toEqual([
      { name: 'absent', reason: 'There is no adapter.' },
      { name: 'refusing', reason: 'It has no neurons kernel.' },
      { name: 'full', reason: 'It has no memory left.' },
    ]);
    expect(disposed).toEqual(['refusing', 'full']);
    await using device = await cpu({ threads: 1 }).open();
    expect(on.device).toBe(device.name);
    expect(simulation.device).toBe(on.device);
  });

  it('tells all reasons where nothing runs the network', async () => {
    const tried = [absent, failing('refusing', [refusal], () => {})];
    await expect(startOnFirst((backend) => small().compile(backend), tried)).rejects.toThrow(
      'No device runs this network. absent: There is no adapter. refusing: It has no neurons kernel.',
    );
  });
});
