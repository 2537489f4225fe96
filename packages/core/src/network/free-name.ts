/** A name that is not taken yet: the wish, or the wish with a number. @param others - what has a name @param wish - the wish */
export function freeName(others: readonly { readonly name: string }[], wish: string): string {
  const taken = new Set(others.map(({ name }) => name));
  if (!taken.has(wish)) return wish;
  for (let i = 2; ; i++) if (!taken.has(`${wish}${i}`)) return `${wish}${i}`;
}
