import { GrowconeError } from '@growcone/core';

// What a shell reports for a process ended by Ctrl-C.
const INTERRUPTED = 130;

/**
 * One message for an error, without a stack: that one only where GROWCONE_DEBUG is set.
 *
 * @param error - what was thrown
 * @param debug - whether the stack is wanted
 */
export function messageOf(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) return `error: ${String(error)}`;
  if (debug) return `error: ${error.stack ?? error.message}`;
  const known = error instanceof GrowconeError || 'syscall' in error;
  return `error: ${error.message}${known ? '' : '\nThis should not happen. Set GROWCONE_DEBUG=1 to see where it comes from.'}`;
}

/** The exit code for an error. @param error - what was thrown */
export const exitCodeOf = (error: unknown): number =>
  error instanceof GrowconeError && error.code === 'STOPPED' ? INTERRUPTED : 1;
