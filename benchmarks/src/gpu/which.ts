// Says which GPU networks run on here, with its bandwidth unless --quick is given. Exit code 3: only a software adapter.
import { adapters, NoAdapterError } from '@growcone/backend-webgpu';
import { gpuMachine, inWords } from './gpu-machine.ts';

try {
  const { name, software } = (await adapters()).find(({ used }) => used)!;
  const quick = process.argv.includes('--quick');
  console.log(quick ? `${software ? 'software adapter' : 'GPU'} ${name}` : inWords(await gpuMachine()));
  if (quick && software) process.exitCode = 3;
} catch (error) {
  if (!(error instanceof NoAdapterError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
