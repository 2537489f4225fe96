/**
 * A function `sortList` that sorts a stretch of the working memory, of any length. A lane sorts by itself (heap sort), so many lanes sort
 * many short lists.
 *
 * @param before - the body of a function that says whether number `a` comes before number `b`; no two are equal
 */
export const sortFunctions = (before: string): string => `fn before(a: u32, b: u32) -> bool { ${before} }

fn sift(list: u32, first: u32, size: u32) {
var root = first;
let value = at(list + root);
while (2u * root + 1u < size) {
var child = 2u * root + 1u;
var other = at(list + child);
if (child + 1u < size) {
let right = at(list + child + 1u);
if (before(other, right)) {
child++;
other = right;
}
}
if (!before(value, other)) { break; }
put(list + root, other);
root = child;
}
put(list + root, value);
}

fn sortList(list: u32, size: u32) {
for (var root = size / 2u; root > 0u; root--) { sift(list, root - 1u, size); }
for (var end = size; end > 1u; end--) {
let largest = at(list);
put(list, at(list + end - 1u));
put(list + end - 1u, largest);
sift(list, 0u, end - 1u);
}
}`;
