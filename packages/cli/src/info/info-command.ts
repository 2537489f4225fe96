import { Command } from 'commander';
import type { Info } from './info.ts';

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

function inWords({ versions, machine, devices }: Info): string {
  const { processor, processors, memoryMiB } = machine;
  const yes = (is: boolean): string => (is ? 'yes' : 'no');
  return [
    ...Object.entries(versions).map(([name, version]) => `${name.padEnd(14)}${version}`),
    `${'machine'.padEnd(14)}${processor}, ${processors} processors, ${(memoryMiB / 1024).toFixed(1)} GiB`,
    ...devices.flatMap(({ backend, device, threads, simd, sharedMemory, notes }) => [
      `${`backend ${backend}`.padEnd(14)}${device}`,
      `  ${'threads'.padEnd(12)}${threads}`,
      `  ${'SIMD'.padEnd(12)}${yes(simd)}`,
      `  ${'shared memory'.padEnd(12)} ${yes(sharedMemory)}`,
      ...notes.map((note) => `  note: ${note}`),
    ]),
  ].join('\n');
}
