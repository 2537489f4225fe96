/** How large an archive may become when it is unpacked: a few kilobytes may hold a terabyte of zeros. */
export interface ArchiveLimits {
  /** Most files; 1 048 576 if left out. */
  readonly entries?: number;
  /** Most bytes of one file; 8 GiB if left out. */
  readonly entrySize?: number;
  /** Most bytes of all files together; 32 GiB if left out. */
  readonly totalSize?: number;
}

/**
 * Limits with none left out.
 *
 * @internal
 */
export function allLimits({
  entries = 2 ** 20,
  entrySize = 2 ** 33,
  totalSize = 2 ** 35,
}: ArchiveLimits): Required<ArchiveLimits> {
  return { entries, entrySize, totalSize };
}
