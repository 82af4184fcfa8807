/** The same function of one argument, which computes the value of each argument once and keeps it. */
export function memoized<Key, Value extends object | string | number>(compute: (key: Key) => Value) {
  const known = new Map<Key, Value>();
  return (key: Key): Value => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}
