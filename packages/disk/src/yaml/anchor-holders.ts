import { isMap, isScalar, isSeq } from 'yaml';

/** Keys of a YAML map whose values have anchors in them. The depth of `contents` was bounded before. */
export function anchorHolders(contents: unknown): ReadonlySet<string> {
  if (!isMap(contents)) return new Set();
  const holders = contents.items.filter(({ value }) => hasAnchor(value));
  return new Set(holders.flatMap(({ key }) => (isScalar(key) && typeof key.value === 'string' ? [key.value] : [])));
}

function hasAnchor(value: unknown): boolean {
  if (isScalar(value)) return value.anchor !== undefined;
  if (isSeq(value)) return value.anchor !== undefined || value.items.some(hasAnchor);
  return isMap(value) && (value.anchor !== undefined || value.items.some((pair) => hasAnchor(pair.value)));
}
