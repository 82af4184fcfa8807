import type { TarHeader } from './tar-header.ts';

/** Extended headers and long names that came before an entry, in their order. */
export interface EntryPrelude {
  /** A letter each: `x`, `g`, `L`, `K`. */
  readonly types: string;
  /** Whether one of them has a header of the old form (v7), in which these letters have no meaning. */
  readonly inOldForm: boolean;
  /** What bootc reads otherwise in one of them. */
  readonly ambiguity?: string;
}

export const noPrelude: EntryPrelude = { types: '', inOldForm: false };

const fileTypes = ['0', '\0', '7', 'S'];
const slash = 0x2f;
const dot = 0x2e;
const prefixField = 345;

/**
 * Why bootc's reader (tar-core 0.1, `parse.rs`) makes something else of an entry than container runtimes do (Go's
 * archive/tar, as `TarReader` reads); absent for entries that mean the same to both. `size` is what the headers say.
 */
export function ambiguityOf(
  header: TarHeader,
  prelude: EntryPrelude,
  { name, size }: { readonly name: Uint8Array; readonly size: number },
): string | undefined {
  const ofHeaders = prelude.ambiguity ?? header.ambiguity;
  if (ofHeaders !== undefined) return ofHeaders;
  const ofPrelude = prelude.types === '' ? undefined : ambiguityOfPrelude(prelude);
  if (ofPrelude !== undefined) return ofPrelude;
  const isFile = fileTypes.includes(header.type);
  if (!isFile && size > 0) return 'is not a file and has content';
  if (isFile && name.at(-1) === slash && name.some(isOfName)) return 'is a file with the name of a directory';
  if (name.length === 0) return 'has no name';
  if (header.hasOwnPrefix && header.block[prefixField] !== 0) return 'has a header of another version with a prefix';
  return undefined;
}

function ambiguityOfPrelude({ types, inOldForm }: EntryPrelude): string | undefined {
  if (inOldForm) return 'has an extended header of the old form';
  if (/x.*x|L.*L|K.*K/.test(types)) return 'has several extended headers of one kind';
  // A global header makes both forget what came before it, and here it does not.
  if (/[xLK]g/.test(types)) return 'has a global header between its own and itself';
  if (types.includes('x') && /[LK]/.test(types))
    return 'has its name or target in a long name and in an extended header';
  return undefined;
}

/** Whether a byte belongs to a name; without any, a path is the root. */
function isOfName(byte: number): boolean {
  return byte !== slash && byte !== dot;
}
