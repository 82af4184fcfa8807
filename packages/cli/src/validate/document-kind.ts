import { basename } from 'node:path';
import { readTomlText } from '@bootwright/blueprint';
import { isObject, objectOf, parsedJson } from '@bootwright/core';
import type { DocumentKind } from './document-kinds.ts';

/** Keys at the top of a document, by which its kind is known. */
type KindsByKey = readonly (readonly [kind: DocumentKind, ...keys: readonly string[]])[];

const jsonKinds: KindsByKey = [
  ['manifest', 'pipelines', 'manifest'],
  ['cases', 'matrix'],
  ['request', 'image_type', 'container'],
  ['facts', 'imgref', 'os_info', 'default_root_fs'],
  ['blueprint', 'customizations'],
];
const tomlKinds: KindsByKey = [
  ['install-configuration', 'install'],
  ['kargs.d', 'kargs', 'match-architectures'],
  ['blueprint', 'customizations'],
];
const yamlKinds: KindsByKey = [
  ['disk.yaml', 'partition_table', 'mount_configuration'],
  ['iso.yaml', 'label', 'kernel_args', 'grub2'],
];

/**
 * The kind of a document by its content, then by its name; a blueprint where neither says anything. `others`: those whose keys
 * it has as well.
 */
export function kindOf(
  file: string,
  text: string,
): { readonly kind: DocumentKind; readonly others: readonly DocumentKind[] } {
  const [kind = kindByName(file), ...others] = kindsByKeys(file, text);
  return { kind, others };
}

function kindsByKeys(file: string, text: string): readonly DocumentKind[] {
  if (isYaml(file, text)) return kindsWith(yamlKinds, keysAtMargin(text, yamlKey));
  return /^\s*\{/.test(text) ? kindsWith(jsonKinds, jsonKeys(text)) : kindsWith(tomlKinds, tomlKeys(text));
}

function kindsWith(kinds: KindsByKey, keys: ReadonlySet<string>): readonly DocumentKind[] {
  return kinds.filter(([, ...known]) => known.some((key) => keys.has(key))).map(([kind]) => kind);
}

function kindByName(file: string): DocumentKind {
  const name = basename(file).toLowerCase();
  return yamlKinds.find(([kind]) => name === kind)?.[0] ?? 'blueprint';
}

/** No line of TOML or JSON begins with a key and a colon. */
function isYaml(file: string, text: string): boolean {
  if (/\.ya?ml$/i.test(file)) return true;
  const first = /^[ \t]*[^\s#].*$/m.exec(text)?.[0] ?? '';
  return first === '---' || /^[\w-]+:(?:\s|$)/.test(first);
}

const yamlKey = /^([\w-]+):(?=\s|$)/gm;
const tomlKey = /^\s*\[{0,2}\s*([\w-]+)/gm;
const jsonKey = /"(\w+)"\s*:/g;

function jsonKeys(text: string): ReadonlySet<string> {
  const value = parsedJson(text);
  return isObject(value) ? new Set(Object.keys(value)) : keysAtMargin(text, jsonKey);
}

function tomlKeys(text: string): ReadonlySet<string> {
  const reading = readTomlText(text);
  if (reading.kind !== 'value') return keysAtMargin(text, tomlKey);
  return new Set(Object.keys(objectOf(reading.value)));
}

/** A text with a mistake is recognized by its first keys. */
const beginning = 64 * 1024;

function keysAtMargin(text: string, key: RegExp): ReadonlySet<string> {
  return new Set(Array.from(text.slice(0, beginning).matchAll(key), ([, name = '']) => name));
}
