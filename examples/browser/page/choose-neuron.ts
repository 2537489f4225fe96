import type { Grid } from '@growcone/topomap';

const ARROWS: Readonly<Record<string, readonly [columns: number, rows: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * Lets a user choose a neuron of a layer, by pointing at its place or with the arrow keys.
 *
 * @param svg - a picture of the layer, a unit for each neuron
 * @param on - the grid of the layer
 * @param chosen - called after every choice
 * @returns the neuron that is chosen: at first the one in the middle
 */
export function chooseNeuron(svg: SVGSVGElement, { width, height }: Grid, chosen: () => void): () => number {
  let [column, row] = [Math.floor(width / 2), Math.floor(height / 2)];
  const choose = (toColumn: number, toRow: number): void => {
    column = (toColumn + width) % width;
    row = (toRow + height) % height;
    chosen();
  };
  svg.addEventListener('click', ({ clientX, clientY }) => {
    const { left, top, width: wide, height: high } = svg.getBoundingClientRect();
    choose(Math.floor(((clientX - left) / wide) * width), Math.floor(((clientY - top) / high) * height));
  });
  svg.addEventListener('keydown', (event) => {
    const step = ARROWS[event.key];
    if (!step) return;
    event.preventDefault();
    choose(column + step[0], row + step[1]);
  });
  return () => row * width + column;
}
