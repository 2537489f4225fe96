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

const yes = (is: boolean): string => (is ? 'yes' : 'no');
const line = (what: string, value: string | number): string => `  ${what.padEnd(16)}${value}`;

function ofCpu({ threads, simd, sharedMemory, notes }: CpuInfo): string[] {
  return [
    line('threads', threads),
    line('SIMD', yes(simd)),
    line('shared memory', yes(sharedMemory)),
    ...notes.map((note) => `  note: ${note}`),
  ];
}

function ofGpu({
  vendor,
  architecture,
  software,
  used,
  offeredFor,
  driver,
  timestamps,
  limits,
  uses,
}: GpuInfo): string[] {
  const mebibytes = (bytes: number): number => Math.floor(bytes / 2 ** 20);
  const kibibytes = (bytes: number): number => Math.floor(bytes / 2 ** 10);
  const counted = (n: number, used: number, unit = ''): string => `${n}${unit}, at most ${used}${unit} used`;
  return [
    line(
      'buffers up to',
      `${mebibytes(limits.bufferBytes)} MiB, ${mebibytes(limits.bindingBytes)} MiB in a shader, all used`,
    ),
    line('storage buffers', counted(limits.storageBuffers, uses.storageBuffers)),
    line('workgroup', `${counted(kibibytes(limits.workgroupBytes), kibibytes(uses.workgroupBytes), ' KiB')}`),
    line('lanes', counted(limits.workgroupLanes, uses.workgroupLanes)),
    line('timestamps', yes(timestamps)),
    line('made by', [vendor, architecture].filter((word) => word !== '').join(', ') || 'unknown'),
    line('driven by', driver),
    line('kind', software ? 'software adapter: shows that results are right, not how fast a GPU is' : 'GPU'),
    line('offered for', `${offeredFor.join(', ')}${used ? '; networks run on it' : ''}`),
  ];
}
