import { type DocumentPath, Fault, type Location, type TextOrigin, throwFaults } from '@bootwright/core';
import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Pair } from 'yaml';
import { anchorHolders } from './anchor-holders.ts';
import { composeYaml, type YamlDocument } from './compose-yaml.ts';
import { plainYaml, type ReadScalar, scalarValue } from './plain-yaml.ts';

/** A disk.yaml or iso.yaml is shorter; a usual one has some 50 lines. */
const longestText = 2 ** 18;

/** So many errors in the YAML itself are reported: those after the first few add nothing. */
const mostErrors = 20;

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
  const at = placesIn(text, origin);
  checkCharacters(text, origin, at);
  const [document, second] = composeYaml(text, at);
  const errors = (document?.errors ?? []).slice(0, mostErrors);
  throwFaults(
    errors.map(({ message, pos }) => yamlFault(`YAML: ${message.slice(0, 200)}`, 'fix the YAML here', at(pos[0]))),
  );
  if (second !== undefined) {
    throw yamlFault('a second YAML document begins', 'leave one document in the file', at(second.range[0]));
  }
  if (document === undefined || document.contents === null || isNothing(document, text)) {
    throw new Fault('disk/empty', `${origin.document} is empty`, {
      at: { ...origin },
      hint: 'write its settings into it, or remove the file',
    });
  }
  const { value } = plainYaml(document.contents, at, readScalar);
  return {
    value,
    anchorHolders: anchorHolders(document.contents),
    locate: (path) => ({ ...at(offsetOf(document, path)), path }),
  };
}

/** A text of blanks and comments alone has no document; `null` or `---` is one that says nothing. */
function isNothing({ contents, directives }: YamlDocument, text: string): boolean {
  if (!isScalar(contents) || contents.value !== null || directives.docStart === true) return false;
  const [start, end] = contents.range;
  return text.slice(start, end).trim() === '';
}

function placesIn(text: string, origin: TextOrigin): (offset: number) => Location {
  let lines: LineCounter | undefined;
  return (offset) => {
    lines ??= linesOf(text);
    const { line, col } = lines.linePos(offset);
    return { ...origin, line, column: col };
  };
}

function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  for (let start = 0; start >= 0; start = text.indexOf('\n', start) + 1 || -1) lines.addNewLine(start);
  return lines;
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

function offsetOf(document: YamlDocument, path: DocumentPath): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    const container: unknown = isAlias(node) ? node.resolve(document) : node;
    if (isMap(container)) {
      const pair: Pair | undefined = container.items.find(({ key }) => isScalar(key) && key.value === step);
      // Of a key that is missing, the first one of its map.
      offset = startOf((pair ?? container.items[0])?.key) ?? offset;
      node = pair?.value;
    } else if (isSeq(container)) {
      node = container.items[Number(step)];
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
