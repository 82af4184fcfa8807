// Set up before each test file: a table of tests without a row is a fault, as a test without an assertion is. Tables that
// are read from files would prove nothing where those are gone.
import { describe, test } from 'vitest';

type Each = (this: unknown, table: unknown, ...values: unknown[]) => unknown;

for (const api of [test, describe]) {
  const each: Each = api.each;
  const filled: Each = function (table, ...values) {
    if (Array.isArray(table) && table.length === 0) throw new Error('this table of tests has no row');
    return each.call(this, table, ...values);
  };
  Object.assign(api, { each: filled });
}
