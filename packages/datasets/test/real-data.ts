import { beforeEach } from 'vitest';

/** Folder that holds `mnist`, `fashion-mnist` and `yin-yang`. */
const folder = process.env['GROWCONE_DATA'];

/** Skips the tests around it where there is no real data, and says why. */
export function needsRealData(): void {
  beforeEach(({ skip }) =>
    skip(folder === undefined, 'needs real data: set GROWCONE_DATA to the folder that holds mnist/'),
  );
}

/** The folder of the real data, in tests that need it. */
export function realData(): string {
  if (folder === undefined) throw new Error('needsRealData() is missing around this test');
  return folder;
}
