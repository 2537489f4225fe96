import { cpu } from '@growcone/backend-cpu';
import { network, type Device } from '@growcone/core';
import { lif } from '@growcone/models';
import { describe, expect, it } from 'vitest';
import { openBackend, type Candidate } from '../simulation/open-backend.ts';

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

/** A device that refuses everything, and says when it is disposed of. */
function refusing(disposed: () => void): Candidate {
  const device: Device = {
    name: 'refusing device',
    supports: { formats: ['rows'], shapes: [], reverse: false, rewiring: false, continues: false, float64: false },
    refusals: () => [{ code: 'shape', message: 'It has no neurons kernel.' }],
    load: () => Promise.reject(new Error('It was not asked to load anything.')),
    [Symbol.asyncDispose]: async () => disposed(),
  };
  return { name: 'refusing', open: async () => ({ device, notes: [] }) };
}

describe('the choice of a backend', () => {
  it('is the first that opens and refuses nothing, and says why those before it are not', async () => {
    let disposed = 0;
    const net = small();
    const tried = [absent, refusing(() => disposed++), onOneThread];
    const { backend, on } = await openBackend(net, false, tried);
    expect(on.passedOver).toEqual([
      { name: 'absent', reason: 'There is no adapter.' },
      { name: 'refusing', reason: 'It has no neurons kernel.' },
    ]);
    expect(disposed).toBe(1);
    await using device = await cpu({ threads: 1 }).open();
    expect(on.device).toBe(device.name);
    await using simulation = await net.compile(backend);
    expect(simulation.device).toBe(on.device);
  });

  it('tells all reasons where nothing runs the network', async () => {
    const tried = [absent, refusing(() => {})];
    await expect(openBackend(small(), false, tried)).rejects.toThrow(
      'No device runs this network. absent: There is no adapter. refusing: It has no neurons kernel.',
    );
  });
});
