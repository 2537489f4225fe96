/**
 * A function `sortList` that sorts a stretch of the working memory, of any length, by a function `key` of its numbers; keys must differ.
 * A lane sorts by itself (heap sort), so many lanes sort many short lists.
 *
 * @param key - the body of the key's function of the number `b`
 */
export const sortFunctions = (key: string): string => `fn key(b: u32) -> u32 { ${key} }

fn sift(list: u32, first: u32, size: u32) {
var root = first;
let value = at(list + root);
let rank = key(value);
while (2u * root + 1u < size) {
var child = 2u * root + 1u;
var other = at(list + child);
if (child + 1u < size) {
let right = at(list + child + 1u);
if (key(right) > key(other)) {
child++;
other = right;
}
}
if (key(other) <= rank) { break; }
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
