/** The largest distance of two lists of numbers, over the largest of the numbers. @param a - one @param b - the other */
export function farthest(a: Float32Array, b: Float32Array): number {
  let [distance, size] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    distance = Math.max(distance, Math.abs(a[i]! - b[i]!));
    size = Math.max(size, Math.abs(a[i]!));
  }
  return distance / size;
}
