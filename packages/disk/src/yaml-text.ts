import { type DocumentPath, Fault, type Location, type TextOrigin, throwFaults } from '@bootwright/core';
import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Pair, parseDocument } from 'yaml';
import { type PlainYaml, plainYaml } from './plain-yaml.ts';

/** Longer texts are no disk.yaml; a usual one has some 50 lines. */
const longestText = 2 ** 18;

/** So many faults of the same text are told. */
const mostFaults = 20;

/** A YAML text as plain data, and where in the text its parts are. */
export interface YamlText {
  /** Maps as objects, lists, strings, numbers, booleans and null; aliases and merge keys are resolved. */
  readonly value: unknown;
  /** The place of the key or item that `path` names, or of what is nearest to it. */
  locate(path: DocumentPath): Location;
}

/**
 * The one document of `text`. Texts of more than 256 KiB, control characters, more than one document, duplicate keys,
 * nesting beyond 64 levels, and aliases that multiply to more than 20,000 values are faults: `disk/text-size`,
 * `disk/yaml`, `disk/yaml-nesting`.
 */
export function readYaml(text: string, origin: TextOrigin): YamlText {
  const lines = new LineCounter();
  const at = (offset: number): Location => {
    const { line, col } = lines.linePos(offset);
    return { ...origin, line, column: col };
  };
  if (text.length > longestText) throw tooLong(text.length, origin);
  checkCharacters(text, origin);
  const document = parse(text, lines, origin);
  throwFaults(
    document.errors.slice(0, mostFaults).map(({ code, message, pos }) => yamlFault(code, message, at(pos[0]))),
  );
  if (document.contents === null) {
    throw new Fault('disk/empty', `${origin.document} is empty`, {
      at: { ...origin },
      hint: 'give it mount_configuration or partition_table, or remove the file',
    });
  }
  const plain: PlainYaml = plainYaml(document.contents, at);
  return {
    value: plain.value,
    locate: (path) => ({ ...at(offsetOf(document, path)), path }),
  };
}

function parse(text: string, lines: LineCounter, origin: TextOrigin): Document.Parsed {
  try {
    return parseDocument(text, { lineCounter: lines, merge: true, stringKeys: true, prettyErrors: false });
  } catch (error) {
    // The parser recurses into nested collections until the stack is full.
    if (error instanceof RangeError) throw tooDeep({ ...origin });
    throw new Fault('disk/yaml', `${origin.document} is no YAML that can be read`, {
      at: { ...origin },
      hint: 'write plain YAML 1.2: maps, lists and scalars',
      cause: error,
    });
  }
}

function tooDeep(at: Location): Fault {
  return new Fault('disk/yaml-nesting', 'the YAML is nested too deeply, or its aliases multiply to too much', {
    at,
    hint: 'write the layout out plainly: 64 levels and 20,000 values are read',
  });
}

function tooLong(length: number, origin: TextOrigin): Fault {
  return new Fault('disk/text-size', `${origin.document} has ${length} characters, more than ${longestText}`, {
    at: { ...origin },
    hint: 'a disk.yaml has a few kilobytes: check that the right file was read',
  });
}

const control = /(?![\t\n\r\u0085])\p{Cc}/u;

function checkCharacters(text: string, origin: TextOrigin): void {
  const index = text.search(control);
  if (index < 0) return;
  const before = text.slice(0, index).split('\n');
  const code = text.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0');
  throw new Fault('disk/yaml', `${origin.document} has the control character U+${code}, which YAML forbids`, {
    at: { ...origin, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
    hint: 'remove it, or write it as an escape in double quotes',
  });
}

function yamlFault(code: string, message: string, at: Location): Fault {
  if (code === 'MULTIPLE_DOCS') {
    return new Fault('disk/yaml', 'a second YAML document begins', { at, hint: 'leave one document in the file' });
  }
  return new Fault('disk/yaml', `YAML: ${message}`, { at, hint: 'mend the YAML here' });
}

function offsetOf(document: Document.Parsed, path: DocumentPath): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    const container: unknown = isAlias(node) ? node.resolve(document) : node;
    if (isMap(container)) {
      const pair: Pair | undefined = container.items.find(({ key }) => isScalar(key) && key.value === step);
      offset = startOf(pair?.key) ?? offset;
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
