/** Rows of features, and the class of each. */
export interface LabelledRows {
  /** Features, row after row. */
  readonly features: Float64Array;
  /** Number of features of a row. */
  readonly width: number;
  /** Class of each row. */
  readonly labels: ArrayLike<number>;
}

/** A linear classifier: weights of each class and, last, its offset. */
export type Weights = readonly Float64Array[];

/**
 * Ridge regression of one-hot classes on features, in closed form: (XᵀX + λI) W = XᵀY with features and classes centred, so that the
 * offset is not pulled towards 0.
 *
 * @param rows - what to learn from
 * @param classes - number of classes
 * @param lambda - strength of the pull of weights towards 0, per row
 */
export function ridge({ features, width, labels }: LabelledRows, classes: number, lambda: number): Weights {
  const count = labels.length;
  const mean = new Float64Array(width);
  for (let r = 0; r < count; r++) for (let f = 0; f < width; f++) mean[f]! += features[r * width + f]! / count;
  const gram = Array.from({ length: width }, () => new Float64Array(width));
  const targets = Array.from({ length: classes }, () => new Float64Array(width));
  const share = new Float64Array(classes);
  for (let r = 0; r < count; r++) share[labels[r]!]! += 1 / count;
  const row = new Float64Array(width);
  for (let r = 0; r < count; r++) {
    for (let f = 0; f < width; f++) row[f] = features[r * width + f]! - mean[f]!;
    for (let a = 0; a < width; a++) {
      if (row[a] === 0) continue;
      for (let b = 0; b <= a; b++) gram[a]![b]! += row[a]! * row[b]!;
    }
    for (let f = 0; f < width; f++) targets[labels[r]!]![f]! += row[f]!;
  }
  for (let f = 0; f < width; f++) gram[f]![f]! += lambda * count;
  const factor = cholesky(gram);
  return targets.map((target, label) => {
    const weights = solve(factor, target);
    const offset = share[label]! - weights.reduce((sum, w, f) => sum + w * mean[f]!, 0);
    return Float64Array.from([...weights, offset]);
  });
}

/** Share of rows whose class has the largest output. @param rows - the rows @param weights - the classifier */
export function shareRight({ features, width, labels }: LabelledRows, weights: Weights): number {
  let right = 0;
  for (let r = 0; r < labels.length; r++) {
    const outputs = weights.map((w) => {
      let sum = w[width]!;
      for (let f = 0; f < width; f++) sum += w[f]! * features[r * width + f]!;
      return sum;
    });
    if (outputs.indexOf(Math.max(...outputs)) === labels[r]) right++;
  }
  return right / labels.length;
}

/** The lower triangle L with L Lᵀ = A, of a symmetric positive definite matrix given by its lower triangle, in its place. */
function cholesky(matrix: readonly Float64Array[]): readonly Float64Array[] {
  matrix.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      const other = matrix[j]!;
      let sum = row[j]!;
      for (let k = 0; k < j; k++) sum -= row[k]! * other[k]!;
      row[j] = i === j ? Math.sqrt(sum) : sum / other[j]!;
    }
  });
  return matrix;
}

function solve(factor: readonly Float64Array[], target: Float64Array): Float64Array {
  const x = target.slice();
  for (let i = 0; i < x.length; i++) {
    for (let k = 0; k < i; k++) x[i]! -= factor[i]![k]! * x[k]!;
    x[i]! /= factor[i]![i]!;
  }
  for (let i = x.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < x.length; k++) x[i]! -= factor[k]![i]! * x[k]!;
    x[i]! /= factor[i]![i]!;
  }
  return x;
}
