import { requireInteger } from './dataset-option-error.ts';
import type { IntensityDataset } from './intensity-dataset.ts';
import { streams, WordStream } from './word-stream.ts';

const BIG = 0.5;
const DOT = 0.1;

/**
 * Class of a point of the Yin-Yang disc: 2 in one of the two dots, else 0 or 1 for the half of the symbol it lies in.
 *
 * @param x - horizontal coordinate; the disc has its centre at (0.5, 0.5) and radius 0.5
 * @param y - vertical coordinate
 */
export function yinYangClass(x: number, y: number): 0 | 1 | 2 {
  const right = distance(x, y, 1.5 * BIG, BIG);
  const left = distance(x, y, 0.5 * BIG, BIG);
  if (right < DOT || left < DOT) return 2;
  // `right <= DOT` and not only `<`: the published classes have the rim of the right dot here.
  const one = right <= DOT || (left > DOT && left <= 0.5 * BIG) || (y > BIG && right > 0.5 * BIG);
  return one ? 1 : 0;
}

/**
 * Fills examples one by one: the four values x, y, 1 − x, 1 − y of a point of the class that was drawn for it.
 *
 * @param name - name of the data set
 * @param size - number of examples
 * @param draw - where the classes and points come from; `drawClass` begins an example
 * @internal
 */
export function sampleYinYang(
  name: string,
  size: number,
  draw: { drawClass(example: number): number; uniform(): number },
): IntensityDataset {
  const labels = new Uint8Array(size);
  const intensities = new Float64Array(4 * size);
  for (let example = 0; example < size; example++) {
    const label = draw.drawClass(example);
    let x: number;
    let y: number;
    do {
      x = draw.uniform() * 2 * BIG;
      y = draw.uniform() * 2 * BIG;
    } while (distance(x, y, BIG, BIG) > BIG || yinYangClass(x, y) !== label);
    labels[example] = label;
    intensities.set([x, y, 1 - x, 1 - y], 4 * example);
  }
  return { name, classes: 3, channels: 4, size, labels, intensities };
}

/** Number of examples, and where they come from. */
export interface YinYangOptions {
  /** Number of examples. */
  readonly size: number;
  /** Seed of the examples. */
  readonly seed: number;
}

/**
 * Yin-Yang: points of a disc, to be told apart by the part of the Yin-Yang symbol they lie in; small, and not solved by
 * a linear classifier. Classes are equally likely, points uniform within a class.
 *
 * L. Kriener, J. Göltz, M. A. Petrovici, NICE 2022, doi:10.1145/3517343.3517380. For the very samples of that paper see
 * `publishedYinYang`.
 *
 * @param options - number of examples, and the seed they are drawn from
 */
export function yinYang({ size, seed }: YinYangOptions): IntensityDataset {
  requireInteger('yinYang', 'size', size, { min: 1 });
  const words = new WordStream(seed, streams.yinYang);
  return sampleYinYang('yin-yang', size, {
    drawClass: (example) => words.start(example, 0).below(3),
    uniform: () => words.uniform(),
  });
}

// Not Math.hypot: it rounds differently from the square root that the published samples were made with.
function distance(x: number, y: number, centreX: number, centreY: number): number {
  return Math.sqrt((x - centreX) ** 2 + (y - centreY) ** 2);
}
