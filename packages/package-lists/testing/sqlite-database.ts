/** A SQLite database of pages that are given, behind a header that is right. `pages` are numbered from 2. */
export function sqliteOf(
  pageSize: number,
  tables: Readonly<Record<string, number>>,
  pages: readonly Uint8Array[],
): Buffer {
  const schema = leafPage(
    pageSize,
    Object.entries(tables).map(([name, root], index) =>
      rowCell(index + 1, record(['table', name, name, root, `CREATE TABLE ${name}(a, b)`])),
    ),
    100,
  );
  schema.write('SQLite format 3\0', 0, 'latin1');
  schema.writeUInt16BE(pageSize === 65536 ? 1 : pageSize, 16);
  schema.writeUInt32BE(1, 56);
  return Buffer.concat([schema, ...pages]);
}

/** A page of a table with these cells at its end; `shared`: how many cells more lead to the first one. */
export function leafPage(pageSize: number, cells: readonly Buffer[], headerAt = 0, shared = 0): Buffer {
  const page = Buffer.alloc(pageSize);
  page.writeUInt8(0x0d, headerAt);
  page.writeUInt16BE(cells.length + shared, headerAt + 3);
  let end = pageSize;
  const offsets = cells.map((cell) => {
    end -= cell.length;
    cell.copy(page, end);
    return end;
  });
  [...offsets, ...Array.from({ length: shared }, () => offsets[0] ?? 0)].forEach((offset, index) => {
    page.writeUInt16BE(offset, headerAt + 8 + index * 2);
  });
  return page;
}

/** A page that leads to others. */
export function interiorPage(pageSize: number, children: readonly number[]): Buffer {
  const page = Buffer.alloc(pageSize);
  page.writeUInt8(0x05, 0);
  page.writeUInt16BE(children.length - 1, 3);
  page.writeUInt32BE(children.at(-1) ?? 0, 8);
  children.slice(0, -1).forEach((child, index) => {
    const at = pageSize - (index + 1) * 5;
    page.writeUInt32BE(child, at);
    page.writeUInt8(0x7f, at + 4);
    page.writeUInt16BE(at, 12 + index * 2);
  });
  return page;
}

export function rowCell(rowid: number, payload: Buffer): Buffer {
  return Buffer.concat([variable(payload.length), variable(rowid), payload]);
}

/** A row of texts and of numbers below 256. */
export function record(columns: readonly (string | number)[]): Buffer {
  const types = columns.map((column) =>
    typeof column === 'number' ? Buffer.from([1]) : variable(13 + 2 * column.length),
  );
  const head = Buffer.concat(types);
  const values = columns.map((column) => (typeof column === 'number' ? Buffer.from([column]) : Buffer.from(column)));
  return Buffer.concat([variable(head.length + 1), head, ...values]);
}

export function variable(value: number): Buffer {
  const bytes = [value & 0x7f];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift((rest & 0x7f) | 0x80);
  return Buffer.from(bytes);
}
