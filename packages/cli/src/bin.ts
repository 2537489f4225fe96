#!/usr/bin/env node
import { exitCodeOf, messageOf } from './fail.ts';
import { program } from './program.ts';

try {
  await program().parseAsync();
} catch (error) {
  process.stderr.write(`${messageOf(error, Boolean(process.env['GROWCONE_DEBUG']))}\n`);
  process.exitCode = exitCodeOf(error);
}
