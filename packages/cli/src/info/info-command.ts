import { Command } from 'commander';
import type { CpuInfo, GpuInfo, Info } from './info.ts';

/** The command `growcone info`. */
export function infoCommand(): Command {
  return new Command('info')
    .description('show backends, devices and versions')
    .option('--json', 'print one JSON object as the last line')
    .action(async ({ json = false }: { json?: boolean }) => {
      const { gatherInfo } = await import('./info.ts');
      const info = await gatherInfo();
      process.stdout.write(json ? `${JSON.stringify(info)}\n` : `${inWords(info)}\n`);
    });
}

function inWords({ versions, machine, devices, missing }: Info): string {
  const { processor, processors, memoryMiB } = machine;
  return [
    ...Object.entries(versions).map(([name, version]) => `${name.padEnd(16)}${version}`),
    `${'machine'.padEnd(16)}${processor}, ${processors} processors, ${(memoryMiB / 1024).toFixed(1)} GiB`,
    ...devices.flatMap((device) => [
      `${`backend ${device.backend}`.padEnd(16)}${device.device}`,
      ...(device.backend === 'cpu' ? ofCpu(device) : ofGpu(device)),
    ]),
    ...missing.flatMap(({ backend, reason }) => [`${`backend ${backend}`.padEnd(16)}none`, `  note: ${reason}`]),
  ].join('\n');
}

function ofCpu({ threads, simd, sharedMemory, notes }: CpuInfo): string[] {
  const yes = (is: boolean): string => (is ? 'yes' : 'no');
  return [
    `  ${'threads'.padEnd(14)}${threads}`,
    `  ${'SIMD'.padEnd(14)}${yes(simd)}`,
    `  ${'shared memory'.padEnd(14)}${yes(sharedMemory)}`,
    ...notes.map((note) => `  note: ${note}`),
  ];
}

const ofGpu = ({ largestBufferMiB }: GpuInfo): string[] => [`  ${'buffers up to'.padEnd(14)}${largestBufferMiB} MiB`];
