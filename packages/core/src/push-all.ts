/** Puts items behind those of a list, however many: `list.push(...items)` fails on some 120,000 of them. */
export function pushAll<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item);
}
