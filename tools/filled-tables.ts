// Set up before each test file: a table of tests without a row is a fault, as a test without an assertion is. Tables that
// are read from files would prove nothing where those are gone.
import { describe, test } from 'vitest';

// Files that share a process share these functions: each is set up once.
const marker = Symbol.for('bootwright.filledTables');

for (const api of [test, describe]) {
  const { each } = api;
  if (marker in each) continue;
  function filled(this: unknown, table: unknown, ...values: readonly unknown[]) {
    if (Array.isArray(table) && table.length === 0) throw new Error('this table of tests has no row');
    return Reflect.apply(each, this, [table, ...values]);
  }
  Object.assign(api, { each: Object.assign(filled, { [marker]: true }) });
}
