import type { CpuOptions } from '@growcone/backend-cpu';
import { GrowconeError, type Backend } from '@growcone/core';
import { oneOf } from './kinds.ts';
import type { Setting } from './setting.ts';

/** Where networks run. */
export type BackendName = 'cpu' | 'webgpu';

/** The option `--backend`. */
export const backend: Setting<BackendName> = {
  flag: '--backend <name>',
  help: 'where it runs: cpu, or webgpu (a GPU; needs the npm package webgpu)',
  kind: oneOf('cpu', 'webgpu'),
  initial: 'cpu',
};

/** A backend by name. @param name - which @param options - of the CPU backend */
export async function backendOf(name: BackendName, options: CpuOptions): Promise<Backend> {
  // Loaded only where it is wanted: help needs neither, and a run on the CPU not the other.
  if (name === 'cpu') return (await import('@growcone/backend-cpu')).cpu(options);
  return (await import('@growcone/backend-webgpu')).webgpu();
}

/** What is said where a run goes on somewhere else. @param before - where it ran @param now - where it runs */
export const movedTo = (before: BackendName, now: BackendName): readonly string[] =>
  before === now
    ? []
    : [`The run began with --backend ${before} and goes on with ${now}: from here on results may differ by rounding.`];

/** Which options of the CPU backend were given in vain, one sentence each. @param name - the backend @param flags - as typed */
export const forCpuOnly = (name: BackendName, flags: readonly string[]): readonly string[] =>
  name === 'cpu' ? [] : flags.map((flag) => `${flag} has no effect with --backend ${name}.`);

/** How a run goes on whose device was lost; nothing for other errors. @param error - what ended it @param resume - the command that goes on with it */
export const nextStep = (error: unknown, resume: string): readonly string[] =>
  error instanceof GrowconeError && error.code === 'DEVICE_LOST'
    ? [`Go on from the last checkpoint with: ${resume}, or on the CPU with: ${resume} --backend cpu`]
    : [];
