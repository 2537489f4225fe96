import { find } from './find.ts';

/** Shows figures by name. @param root - the panel @param facts - text of each; a dash for those that are left out */
export function showFacts(root: ParentNode, facts: Readonly<Record<string, string>>): void {
  for (const element of root.querySelectorAll('dd[data-fact]')) element.textContent = '–';
  for (const [name, text] of Object.entries(facts))
    find(root, `dd[data-fact="${name}"]`, HTMLElement).textContent = text;
}
