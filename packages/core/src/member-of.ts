/** The member of a table with this name. A name that every object inherits, such as `constructor`, is not one of them. */
export function memberOf<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
