import { defined, type Notice, type Reading } from '@bootwright/core';
import {
  type JsonSchema,
  jsonSchemaOf,
  list,
  optional,
  readBySchema,
  record,
  required,
  text,
} from '@bootwright/core/schemas';
import type { TreeText } from '@bootwright/file-tree';
import { readToml } from '../install/toml-document.ts';
import { noticesOfArchitectures } from './bootc-architecture.ts';

/** A file of kernel arguments. */
export interface KargsDropIn {
  /** Its path, without a leading slash. */
  readonly file: string;
  readonly kargs: readonly string[];
  readonly architectures?: readonly string[];
}

/** One file of kernel arguments, and what can never have an effect in it. */
export interface KargsText {
  readonly dropIn: KargsDropIn;
  readonly notices: readonly Notice[];
}

/**
 * Reads one file of /usr/lib/bootc/kargs.d as strictly as bootc does. Faults: `toml/syntax`, `kargs/…`, each with line and
 * column.
 */
export function readKargsText(source: TreeText): KargsText {
  const { file } = source;
  const dropIn = { file, ...readToml(source, { subject: 'kargs' }, parseDropIn) };
  const { architectures } = dropIn;
  const at = { document: 'kargs', file, path: ['match-architectures'] };
  return { dropIn, notices: architectures === undefined ? [] : noticesOfArchitectures(architectures, at) };
}

const dropInSchema = record({
  kargs: required(list(text()), 'Kernel arguments, one in each text'),
  'match-architectures': optional(list(text()), "Architectures that the file is for, by Rust's names; default: all"),
});

/** JSON Schema (2020-12) of a file of /usr/lib/bootc/kargs.d, as `readKargsText` reads it. */
export const kargsJsonSchema = (): JsonSchema =>
  jsonSchemaOf(dropInSchema, {
    title: 'Kernel arguments of a bootable container',
    description: 'A file of /usr/lib/bootc/kargs.d',
  });

function parseDropIn(value: unknown, reading: Reading): Omit<KargsDropIn, 'file'> {
  const read = readBySchema(dropInSchema, value, { ...reading, objectNoun: 'a table' });
  return { kargs: read?.kargs ?? [], ...defined({ architectures: read?.['match-architectures'] }) };
}
