import { type DocumentPath, Fault, LineCursor, type Location, type TextOrigin } from '@bootwright/core';
import { plainYaml, type ReadScalar, scalarValue } from './plain-yaml.ts';
import { YamlCursor } from './yaml-cursor.ts';
import type { YamlEntry, YamlNode } from './yaml-node.ts';
import { YamlParser } from './yaml-parser.ts';

/** A disk.yaml or iso.yaml is shorter; a usual one has some 50 lines. */
const longestText = 2 ** 18;

/** A YAML text as plain data, and where in the text its parts are. */
export interface YamlText {
  /** Maps as objects, lists, strings, numbers, booleans and null; aliases and merge keys are resolved. */
  readonly value: unknown;
  /** Keys of the top level whose values have anchors in them. */
  readonly anchorHolders: ReadonlySet<string>;
  /** The place of the key or item that `path` names, or of what is nearest to it. */
  locate(path: DocumentPath): Location;
}

/**
 * The one document of `text`. Bounded in time and memory, whatever the text: more than 256 KiB, control characters, more
 * than one document, duplicate keys, nesting beyond 64 levels, and aliases that multiply to more than 20,000 values are
 * faults: `disk/text-size`, `disk/empty`, `disk/yaml`, `disk/yaml-nesting`, `disk/yaml-alias`, `disk/yaml-key`,
 * `disk/yaml-merge`.
 */
export function readYaml(text: string, origin: TextOrigin, readScalar: ReadScalar = scalarValue): YamlText {
  if (text.length > longestText) throw tooLong(text.length, origin);
  const lines = new LineCursor(text);
  const at = (offset: number): Location => ({ ...origin, ...lines.at(offset) });
  checkCharacters(text, origin, at);
  const cursor = new YamlCursor(text, (message, offset) =>
    yamlFault(`YAML: ${message}`, 'fix the YAML here', at(offset)),
  );
  const root = new YamlParser(cursor, (offset) => tooDeep(at(offset))).document();
  if (root === undefined) {
    throw new Fault('disk/empty', `${origin.document} is empty`, {
      at: { ...origin },
      hint: 'write its settings into it, or remove the file',
    });
  }
  if (cursor.position < text.length) {
    throw yamlFault('a second YAML document begins', 'leave one document in the file', at(cursor.position));
  }
  const { value, targets } = plainYaml(root, at, readScalar);
  return {
    value,
    anchorHolders: anchorHolders(root),
    locate: (path) => ({ ...at(offsetOf(root, path, targets)), path }),
  };
}

/** Keys of a map whose values have anchors in them. The depth of the document was bounded before. */
function anchorHolders(root: YamlNode): ReadonlySet<string> {
  const holders = root.kind === 'map' ? root.entries.filter(({ value }) => hasAnchor(value)) : [];
  return new Set(holders.flatMap(({ key }) => (key.kind === 'scalar' ? [key.text] : [])));
}

function hasAnchor(node: YamlNode): boolean {
  if (node.anchor !== undefined) return true;
  if (node.kind === 'list') return node.items.some(hasAnchor);
  return node.kind === 'map' && node.entries.some(({ value }) => hasAnchor(value));
}

function tooDeep(at: Location): Fault {
  return new Fault('disk/yaml-nesting', 'the YAML is nested too deeply', {
    at,
    hint: 'write the values out plainly: 64 levels are read',
  });
}

const control = /(?![\t\n\r\u0085])\p{Cc}/u;

function checkCharacters(text: string, { document }: TextOrigin, at: (offset: number) => Location): void {
  const index = text.search(control);
  if (index < 0) return;
  const code = text.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0');
  throw yamlFault(
    `${document} has the control character U+${code}, which YAML forbids`,
    'remove it, or write it as an escape in double quotes',
    at(index),
  );
}

function tooLong(length: number, origin: TextOrigin): Fault {
  return new Fault('disk/text-size', `${origin.document} has ${length} characters, more than ${longestText}`, {
    at: { ...origin },
    hint: `${origin.document} usually has a few kilobytes: check that the right file was read`,
  });
}

function yamlFault(message: string, hint: string, at: Location): Fault {
  return new Fault('disk/yaml', message, { at, hint });
}

function offsetOf(root: YamlNode, path: DocumentPath, targets: ReadonlyMap<YamlNode, YamlNode>): number {
  let node: YamlNode | undefined = root;
  let offset = 0;
  for (const step of path) {
    const container: YamlNode | undefined = node?.kind === 'alias' ? targets.get(node) : node;
    if (container?.kind === 'map') {
      const entry: YamlEntry | undefined = container.entries.find(
        ({ key }) => key.kind === 'scalar' && key.text === step,
      );
      // Of a key that is missing, the first one of its map.
      offset = (entry ?? container.entries[0])?.key.start ?? offset;
      node = entry?.value;
    } else if (container?.kind === 'list') {
      node = container.items[Number(step)];
      offset = node?.start ?? offset;
    } else return offset;
  }
  return offset;
}
