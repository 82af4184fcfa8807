/** Both arguments of zod's `refine`: whether no two items of a list are equal. */
export const distinctItems: [(items: readonly unknown[]) => boolean, { readonly error: string; readonly abort: true }] =
  [
    (items) => new Set(items.map((item) => JSON.stringify(item))).size === items.length,
    { error: 'needs items that differ', abort: true },
  ];
