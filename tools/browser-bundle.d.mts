/** The most bytes that the bundle may have, compressed. */
export const mostBytes: number;

/** The text of a script for browsers: `createManifest` and the parsers of its inputs, as a module or as the global `bootwright`. */
export function browserBundle(format?: 'es' | 'iife'): Promise<string>;

/** The text of a script for browsers: it has what `source`, the text of a module, exports. */
export function bundleOf(source: string, format?: 'es' | 'iife'): Promise<string>;

/** Bytes of a text as a server compresses it once (`gzip -9`). */
export function compressedSize(text: string): number;
