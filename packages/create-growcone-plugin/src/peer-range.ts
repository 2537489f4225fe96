/**
 * The versions of core that a plug-in takes: before 1.0 all that follow, because core itself refuses a plug-in of another version of
 * the plug-in API, by name and where it is used; npm would take each minor version for a break.
 *
 * @param range - the one that the plug-in is tested with
 */
export function peerRange(range: string): string {
  const [, version] = /^\^(0\..+)$/.exec(range) ?? [];
  return version === undefined ? range : `>=${version} <1`;
}
