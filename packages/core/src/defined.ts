/** The members of `T`, each of which may be absent, and none of which is `undefined`. */
export type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** The members that have a value: `{ a: 1, b: undefined }` becomes `{ a: 1 }`. What is absent stays absent. */
export function defined<T extends object>(members: T): Defined<T> {
  const present: { [K in keyof T]?: T[K] } = {};
  for (const key in members) if (members[key] !== undefined) present[key] = members[key];
  // No member is undefined: the loop left those out.
  return present as Defined<T>;
}
