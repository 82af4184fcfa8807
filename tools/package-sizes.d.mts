export interface SizeRow {
  readonly name: string;
  /** `everything`, or the name of an export. */
  readonly imported: string;
  /** KB, compressed. */
  readonly most: number;
}

/** The rows of docs/sizes.md. */
export function sizeTable(): readonly SizeRow[];

/** KB of what a page loads that imports this, compressed. */
export function sizeOfImport(row: Pick<SizeRow, 'name' | 'imported'>): Promise<number>;
