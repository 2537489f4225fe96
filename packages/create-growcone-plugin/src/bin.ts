#!/usr/bin/env node
import { create } from './create.ts';
import { ScaffoldError } from './scaffold-error.ts';

try {
  process.stdout.write(`${create(process.argv.slice(2))}\n`);
} catch (error) {
  if (!(error instanceof ScaffoldError)) throw error;
  process.stderr.write(`error: ${error.message}\n`);
  process.exitCode = 1;
}
