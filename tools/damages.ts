/** Copies of `value` with one key removed, one added, or one value of another type, at every place. */
export function* damages(value: unknown): Generator<unknown> {
  for (const other of [17, 'text', true, [], {}]) if (typeof other !== typeof value) yield other;
  if (Array.isArray(value)) {
    yield value.slice(1);
    for (const [index, item] of value.entries()) for (const changed of damages(item)) yield value.with(index, changed);
  } else if (typeof value === 'object' && value !== null) {
    yield { ...value, 'no such key': 1 };
    for (const [key, item] of Object.entries(value)) {
      yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== key));
      for (const changed of damages(item)) yield { ...value, [key]: changed };
    }
  }
}
