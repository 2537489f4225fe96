/** An element that the page must have. @param root - where to look @param selector - which @param type - its class */
export function find<E extends Element>(root: ParentNode, selector: string, type: new () => E): E {
  const found = root.querySelector(selector);
  if (found instanceof type) return found;
  throw new Error(
    `The page must have a ${type.name} at '${selector}', got ${found ? `<${found.tagName}>` : 'none'}. Check index.html.`,
  );
}
