const LONGEST = 1024;

/** A name in an archive as a path below the folder that it is unpacked in, or why it is none. */
export type EntryName = { readonly path: string } | { readonly problem: string };

/**
 * Checks a name in an archive. It must stay below its folder on every system: no name from the root, no `..`, no drive
 * and no backslash, whatever they would mean here.
 *
 * @internal
 */
export function checkedName(name: string): EntryName {
  if (name.length > LONGEST) return { problem: `a name of ${name.length} characters` };
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f\\:]/.test(name))
    return { problem: `${shown(name)}, which has a character of its own meaning` };
  if (name.startsWith('/')) return { problem: `${shown(name)}, which starts at the root` };
  const steps = name.split('/').filter((step) => step !== '' && step !== '.');
  if (steps.includes('..')) return { problem: `${shown(name)}, which leads out of the folder` };
  // Windows drops dots and spaces at the end, so that two names become one.
  if (steps.some((step) => /[. ]$/.test(step))) return { problem: `${shown(name)}, which ends in a dot or space` };
  return { path: steps.join('/') };
}

function shown(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
}
