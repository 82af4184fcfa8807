/** Both arguments of zod's `refine`: whether no two items of a list are equal, whatever the order of their keys. */
export const distinctItems: [(items: readonly unknown[]) => boolean, { readonly error: string; readonly abort: true }] =
  [
    (items) => new Set(items.map((item) => JSON.stringify(item, withSortedKeys))).size === items.length,
    { error: 'needs items that differ', abort: true },
  ];

function withSortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
