/**
 * Compares as Go sorts the keys of a map: by the bytes of UTF-8, which differs from JavaScript's order where one string
 * has a character above U+FFFF and the other one of U+E000…U+FFFF.
 */
export function compareKeys(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) return byteRank(a) - byteRank(b);
  }
  return left.length - right.length;
}

/** Surrogates stand for characters above all others. */
function byteRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/**
 * A record with its keys in the order that every map of the manifest has (devices, users, items of a source, …).
 * Where a key comes twice, the last value stands. Keys such as "10", which JavaScript always puts first, are put where
 * they belong by `encodeManifest`.
 */
export function sortedRecord<Value>(entries: Iterable<readonly [string, Value]>): Readonly<Record<string, Value>> {
  return Object.fromEntries([...entries].sort(([left], [right]) => compareKeys(left, right)));
}

/**
 * The keys in the order in which they are encoded. JavaScript puts keys such as "10" before all others. Only maps have
 * such keys, and Go sorts the keys of maps.
 */
export function orderedKeys(record: object): readonly string[] {
  const keys = Object.keys(record);
  const first = keys[0]?.charCodeAt(0) ?? 0;
  return first >= 0x30 && first <= 0x39 ? keys.sort(compareKeys) : keys;
}
