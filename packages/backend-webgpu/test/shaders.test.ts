import { backendConformance, describeChecks, reference } from '@growcone/conformance';
import type { Backend, Device, Plan } from '@growcone/core';
import { describe, expect, it } from 'vitest';
import { webgpu } from '../src/index.ts';
import type { WebGpuProgram } from '../src/runtime/program.ts';
import { drawingPlan } from './drawing-plan.ts';
import { planOf } from './sweep-plan.ts';

/**
 * Compiles a plan's shaders with the compiler of a GPU that computes nothing, which needs no driver, and then computes with the
 * reference. What is refused and what is compiled is this backend's; the numbers are not.
 */
const compiledOnly = (schedule: 'example' | 'grid'): Backend => ({
  name: 'WebGPU without a GPU',
  apiVersion: 1,
  async open(): Promise<Device> {
    const device = await webgpu({ schedule, flags: ['backend=null'] }).open();
    const golden = await reference().open();
    return {
      name: device.name,
      supports: { ...device.supports, float64: true },
      refusals: (plan) => device.refusals(plan),
      async load(plan: Plan) {
        const program = (await device.load(plan)) as WebGpuProgram;
        await program.code.compileAll();
        await program[Symbol.asyncDispose]();
        return golden.load(plan);
      },
      async [Symbol.asyncDispose]() {
        await device[Symbol.asyncDispose]();
        await golden[Symbol.asyncDispose]();
      },
    };
  },
});

describe.each(['example', 'grid'] as const)(
  'the shaders of every scenario compile, with the schedule %s:',
  (schedule) => {
    describeChecks('the backend suite', backendConformance(compiledOnly(schedule)), { describe, it });
  },
);

describe('the shaders of rewirings compile', () => {
  it('where what goes is ranked, births are ranked and what is missing is drawn', async () => {
    await using device = await webgpu({ flags: ['backend=null'] }).open();
    const plan = planOf({ preSize: 3, postSize: 4, loop: false, count: 'replace', share: 0.5, probes: 2 });
    await using program = await device.load(plan);
    expect(await program.storeBytes(0)).toBeGreaterThan(0);
  });

  it('where more pairs are drawn than one workgroup decides about', async () => {
    await using device = await webgpu({ flags: ['backend=null'] }).open();
    const caps = { pre: 3, post: 5 };
    for (const draw of [{ pairs: 300 }, { slots: 300, perPost: 5, partner: { lastSpiked: 3 } }]) {
      await using program = await device.load(drawingPlan({ pre: 40, post: 9, draw, caps }));
      expect(await program.storeBytes(0)).toBeGreaterThan(0);
    }
  });
});
