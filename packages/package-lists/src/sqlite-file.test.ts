import { WorkBudget, workLimits } from '@bootwright/archive';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { outcomeOf } from '../../core/testing/outcome.ts';
import { rpmDatabase } from '../testing/rpm-databases.ts';
import { interiorPage, leafPage, record, rowCell, sqliteOf, variable } from '../testing/sqlite-database.ts';
import { versionInRpmDatabase } from './rpm-database.ts';

vi.setConfig({ testTimeout: 300_000 });

const most = workLimits['database steps'].most;

/** The outcome of looking for bootc, and what it cost: bytes that were read, and steps. */
function looked(file: Uint8Array) {
  const budget = new WorkBudget();
  let bytesRead = 0;
  const read = (offset: number, length: number) => {
    const bytes = file.subarray(offset, offset + length);
    bytesRead += bytes.length;
    return bytes;
  };
  const outcome = outcomeOf(() => versionInRpmDatabase(read, 'bootc', budget));
  return { outcome, bytesRead, steps: budget.spent('database steps') };
}

const tooMany = {
  fault: 'inspect/package-list',
  message: `more than ${most} of its cells and columns would have to be read`,
};

test('the databases that rpm makes cost a few thousand steps', () => {
  expect(looked(rpmDatabase('small'))).toMatchObject({ outcome: { value: '1.16.5' } });
  expect(looked(rpmDatabase('small')).steps).toBeLessThan(2000);
  expect(looked(rpmDatabase('deep')).steps).toBeLessThan(10_000);
});

describe('work is counted each time that something is looked at', () => {
  const pageSize = 65536;
  const tables = { Name: 2, Packages: 2 };
  const other = rowCell(1, record(['bash', 1]));

  test('cells that share one row of very many columns', () => {
    const columns = Buffer.concat([variable(20_003), Buffer.alloc(20_000, 12)]);
    const page = leafPage(pageSize, [rowCell(1, columns)], 0, 20_000);
    const { outcome, steps } = looked(sqliteOf(pageSize, tables, [page]));
    // Of each row five columns are looked at.
    expect(outcome).toEqual({ value: undefined });
    expect(steps).toBeLessThan(130_000);
  });

  test('pages that lead to one another again and again', () => {
    const pages = Array.from({ length: 18 }, (_, index) =>
      interiorPage(
        512,
        Array.from({ length: 40 }, () => index + 3),
      ),
    );
    const file = sqliteOf(512, tables, [...pages, leafPage(512, [other])]);
    const { outcome, bytesRead } = looked(file);
    expect(outcome).toEqual(tooMany);
    expect(bytesRead).toBeLessThanOrEqual(most * 64);
  });

  test('rows that share one long chain of pages', () => {
    // Of a row of 4 MB all but 39 bytes are in pages that follow one another.
    const cell = Buffer.concat([variable(4_000_000), variable(1), Buffer.alloc(39, 1), Buffer.from([0, 0, 0, 3])]);
    const page = leafPage(512, [cell], 0, 200);
    const loop = Buffer.alloc(512);
    loop.writeUInt32BE(3, 0);
    const { outcome, bytesRead } = looked(sqliteOf(512, tables, [page, loop]));
    expect(outcome).toEqual(tooMany);
    expect(bytesRead).toBeLessThanOrEqual(most * 64);
  });

  test('a page that leads to itself is a fault at once', () => {
    const { outcome, steps } = looked(sqliteOf(512, tables, [interiorPage(512, [2, 2])]));
    expect(outcome).toMatchObject({ fault: 'inspect/package-list', message: 'its pages lead in a circle' });
    expect(steps).toBeLessThan(1000);
  });
});

test('whatever is changed in a database, looking costs a bounded number of steps and bytes', () => {
  const sound = rpmDatabase('deep');
  const changes = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(changes, (list) => {
      const changed = sound.slice();
      for (const [index, value] of list) changed[index < 20_000 ? index % 1600 : index] = value;
      const { bytesRead, steps } = looked(changed);
      expect(steps).toBeLessThanOrEqual(most);
      // And the header of the file.
      expect(bytesRead).toBeLessThanOrEqual(steps * 64 + 100);
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
  );
});
