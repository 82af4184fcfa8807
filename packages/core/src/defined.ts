/** The members of `T`, each of which may be absent, and none of which is `undefined`. */
export type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** The members that have a value: `{ a: 1, b: undefined }` becomes `{ a: 1 }`. What is absent stays absent. */
export function defined<T extends object>(members: T): Defined<T> {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  // The types of fromEntries know nothing of keys.
  return Object.fromEntries(entries) as Defined<T>;
}
