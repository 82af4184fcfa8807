import { Fault } from '@bootwright/core';
import type { ReadBytes } from '../read-bytes.ts';
import { keepingReader } from '../read-bytes.ts';
import type { Piece } from '../tree.ts';
import { rpmVersion } from './rpm-header.ts';
import { SqliteFile, textOf } from './sqlite-file.ts';

/**
 * The version of an installed package in rpm's database, as rpm 4.16 and later keep it (rpm, `lib/backend/sqlite.c`):
 * the table `Name` leads from a name to the number of a header in `Packages`. Absent where it is not installed. The
 * other formats, ndb and Berkeley DB, are not read. Faults: `inspect/package-list`.
 */
export function versionInRpmDatabase(read: ReadBytes, name: string): string | undefined {
  const database = new SqliteFile(read);
  for (const { columns } of database.rows(database.rootOf('Name'))) {
    const [key, number] = columns;
    if (textOf(key) !== name || typeof number !== 'number') continue;
    const [, header] = database.row(database.rootOf('Packages'), number)?.columns ?? [];
    return header instanceof Uint8Array ? rpmVersion(header) : undefined;
  }
  return undefined;
}

/** What a picture keeps of rpm's database: all that tells of one package. Whatever is broken is left for the reader. */
export function keptOfRpmDatabase(size: number, read: ReadBytes, name: string): readonly Piece[] {
  const keeping = keepingReader(size, read);
  try {
    versionInRpmDatabase(keeping.read, name);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'inspect/package-list') throw error;
  }
  return keeping.kept;
}
