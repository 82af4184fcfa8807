/** The most bytes that the bundle may have, compressed. */
export const mostBytes: number;

/** The text of a script for browsers: `bootwright` has `createManifest` and the parsers of its inputs. */
export function browserBundle(): Promise<string>;

/** The text of a script for browsers: `bootwright` has what `source`, the text of a module, exports. */
export function bundleOf(source: string): Promise<string>;

/** Bytes of a text as a server compresses it once (`gzip -9`). */
export function compressedSize(text: string): number;
