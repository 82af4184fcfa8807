import type { ReadBytes } from '@bootwright/archive';
import { atOnce, keepingReader, type Steps, WorkBudget } from '@bootwright/archive';
import { Fault } from '@bootwright/core';
import type { PieceSelection } from '@bootwright/file-tree';
import { rpmVersion } from './rpm-header.ts';
import { isText, SqliteFile } from './sqlite-file.ts';

/**
 * The version of an installed package in rpm's database, as rpm 4.16 and later keep it (rpm, `lib/backend/sqlite.c`):
 * the table `Name` leads from a name to the number of a header in `Packages`. Absent where it is not installed. The
 * other formats, ndb and Berkeley DB, are not read. Faults: `inspect/package-list`.
 */
export function versionInRpmDatabase(read: ReadBytes, name: string, budget = new WorkBudget()): string | undefined {
  return atOnce(versionSteps(read, name, budget));
}

function* versionSteps(read: ReadBytes, name: string, budget: WorkBudget): Steps<string | undefined> {
  const database = new SqliteFile(read, budget);
  for (const { columns } of database.rows(database.rootOf('Name'))) {
    yield;
    const [key, number] = columns;
    if (!isText(key, name) || typeof number !== 'number') continue;
    const [, header] = database.row(database.rootOf('Packages'), number)?.columns ?? [];
    return header instanceof Uint8Array ? rpmVersion(header) : undefined;
  }
  return undefined;
}

/** Of rpm's database, all from which the version of one package is read. Whatever is broken is left for the reader. */
export function rpmDatabasePieces(name: string): PieceSelection {
  return {
    name: `rpm database, ${name}`,
    *pieces(size, read, budget) {
      const keeping = keepingReader(size, read, budget);
      try {
        yield* versionSteps(keeping.read, name, budget);
      } catch (error) {
        if (!(error instanceof Fault) || !['inspect/package-list', 'image/too-large'].includes(error.code)) throw error;
      }
      return keeping.kept;
    },
  };
}
