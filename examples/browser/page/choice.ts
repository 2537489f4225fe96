import { find } from './find.ts';

/**
 * A slider over a list of values.
 *
 * @param root - the panel
 * @param name - name of its input
 * @param options - the values, the first choice, how a value reads, and what to do when another is chosen
 * @returns the value that is chosen
 */
export function choice(
  root: ParentNode,
  name: string,
  {
    values,
    initial,
    text,
    chosen,
  }: {
    readonly values: readonly number[];
    readonly initial: number;
    readonly text: (value: number) => string;
    readonly chosen: () => void;
  },
): () => number {
  const input = find(root, `input[name="${name}"]`, HTMLInputElement);
  const output = find(root, `output[for="${input.id}"]`, HTMLOutputElement);
  const value = (): number => values[input.valueAsNumber]!;
  const show = (): void => {
    output.value = text(value());
    input.setAttribute('aria-valuetext', output.value);
  };
  input.max = String(values.length - 1);
  input.value = String(values.indexOf(initial));
  input.addEventListener('input', show);
  // Once the slider is let go: a run is not started for every value on the way.
  input.addEventListener('change', chosen);
  show();
  return value;
}
