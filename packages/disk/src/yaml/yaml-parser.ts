import type { Fault } from '@bootwright/core';
import type { YamlCursor } from './yaml-cursor.ts';
import type { YamlEntry, YamlMap, YamlNode } from './yaml-node.ts';
import { blockText, plainLine, plainScalarText, quotedText, startsPlain } from './yaml-scalars.ts';

type Properties = Pick<YamlNode, 'anchor' | 'tag'>;

/** Levels of nesting, before the values are counted: reading recurses. */
const deepest = 130;

/**
 * Reads the nodes of a YAML document. It is our own, since a page that makes manifests loads it: of all libraries with
 * positions the smallest adds 9 KB to a page (gzip), `yaml` 27 KB. A test compares both on generated texts.
 *
 * Each text is read in one pass, or two where a line turns out not to be a key. The nesting is bounded.
 */
export class YamlParser {
  private readonly cursor: YamlCursor;
  private readonly tooDeep: (offset: number) => Fault;
  private depth = 0;

  constructor(cursor: YamlCursor, tooDeep: (offset: number) => Fault) {
    this.cursor = cursor;
    this.tooDeep = tooDeep;
  }

  /** The next document; absent: the text ends before one. */
  document(): YamlNode | undefined {
    const { cursor } = this;
    if (cursor.char === '\uFEFF') cursor.lineStart = ++cursor.position;
    cursor.blanks();
    if (!cursor.isEnded) cursor.checkIndentation();
    const start = cursor.position;
    while (cursor.char === '%' && cursor.column === 0) {
      cursor.restOfLine();
      cursor.blanks();
    }
    const isExplicit = cursor.isMarker('---');
    if (!isExplicit && cursor.position > start) cursor.fail('expected "---" after directives');
    if (isExplicit) cursor.position += 3;
    else if (cursor.isEnded) return undefined;
    const root = this.node(-1, !isExplicit);
    cursor.blanks();
    if (cursor.isMarker('...')) {
      cursor.position += 3;
      cursor.blanks();
    } else if (!cursor.isEnded) cursor.fail('unexpected text: the indentation, a quote or a bracket is wrong');
    return root;
  }

  /**
   * The node from here on, whose lines are indented more than `parent`; empty where they are not. A block collection begins
   * where a line or a compact item does (`isFresh`); a list as the value of a map may be indented as the map is (`list`).
   */
  private node(parent: number, isFresh: boolean, list = parent + 1): YamlNode {
    const { cursor } = this;
    const before = cursor.position;
    let properties: Properties | undefined;
    for (let fresh = isFresh; ; fresh = false) {
      if (cursor.blanks()) {
        fresh = true;
        if (!cursor.isEnded) cursor.checkIndentation();
      }
      const isItem = cursor.isIndicator('-');
      const start = cursor.position;
      if (cursor.isEnded || cursor.column < (isItem ? list : parent + 1)) return { ...empty(before), ...properties };
      const collection = fresh ? (isItem ? this.list(start) : this.map(start)) : undefined;
      if (collection !== undefined) return { ...collection, ...properties };
      if (properties !== undefined) return this.described(this.content(parent, false), properties);
      properties = this.properties();
      if (properties === undefined) return this.content(parent, false);
    }
  }

  private nested<T>(read: () => T): T {
    if (this.depth === deepest) throw this.tooDeep(this.cursor.position);
    this.depth++;
    const result = read();
    this.depth--;
    return result;
  }

  private list(start: number): YamlNode {
    const { cursor } = this;
    const { column } = cursor;
    const items: YamlNode[] = [];
    while (!cursor.isEnded && cursor.column === column && cursor.isIndicator('-')) {
      cursor.position++;
      items.push(this.nested(() => this.node(column, true)));
      this.nextLine();
    }
    return { kind: 'list', start, items };
  }

  /** Absent where no key is here. */
  private map(start: number): YamlMap | undefined {
    const { cursor } = this;
    const { column } = cursor;
    const entries: YamlEntry[] = [];
    while (!cursor.isEnded && cursor.column === column) {
      const entry = cursor.isIndicator('?') ? this.explicitEntry(column) : this.entry(column);
      if (entry === undefined && entries.length === 0) return undefined;
      if (entry === undefined) return cursor.fail('expected a key, and ":" after it');
      entries.push(entry);
      this.nextLine();
    }
    return { kind: 'map', start, entries };
  }

  /** To what follows an item or entry of a block. */
  private nextLine(): void {
    if (this.cursor.blanks() && !this.cursor.isEnded) this.cursor.checkIndentation();
  }

  private entry(column: number): YamlEntry | undefined {
    const key = this.cursor.attempt(() => this.key());
    return key === undefined ? undefined : { key, value: this.nested(() => this.node(column, false, column)) };
  }

  private explicitEntry(column: number): YamlEntry {
    const { cursor } = this;
    cursor.position++;
    const key = this.nested(() => this.node(column, true, column));
    cursor.blanks();
    if (cursor.column !== column || !cursor.isIndicator(':')) return { key, value: empty(cursor.position) };
    cursor.position++;
    return { key, value: this.nested(() => this.node(column, true)) };
  }

  /** A key in one line, with its colon. */
  private key(): YamlNode | undefined {
    const { cursor } = this;
    const { lineStart } = cursor;
    const properties = this.properties();
    const start = cursor.position;
    const key = cursor.isIndicator(':') ? empty(start) : this.keyContent(start);
    if (key === undefined || cursor.lineStart !== lineStart) return undefined;
    cursor.spaces();
    if (!cursor.isIndicator(':')) return undefined;
    cursor.position++;
    return this.described(key, properties);
  }

  private keyContent(start: number): YamlNode | undefined {
    if (/[[{*"']/.test(this.cursor.char)) return this.content(-1, false);
    if (!startsPlain(this.cursor, false)) return undefined;
    return { kind: 'scalar', start, text: plainLine(this.cursor, false), isPlain: true };
  }

  private described(node: YamlNode, properties: Properties | undefined): YamlNode {
    if (node.kind === 'alias' && properties !== undefined)
      this.cursor.fail('an alias with an anchor or a tag', node.start);
    return { ...node, ...properties };
  }

  /** Anchor and tag, and the blanks after them in this line. */
  private properties(): Properties | undefined {
    const { cursor } = this;
    let found: Properties | undefined;
    for (;;) {
      if (cursor.char !== '&' && cursor.char !== '!') return found;
      const [written = '', mark, name = ''] =
        property.exec(cursor.text.slice(cursor.position, cursor.position + longestName)) ?? [];
      const key = mark === '&' ? 'anchor' : 'tag';
      if (found?.[key] !== undefined) cursor.fail(`a second ${key}`);
      if (key === 'anchor' && name === '') cursor.fail('an anchor without a name');
      cursor.position += written.length;
      if (!cursor.isBlank(0) && !/[,[\]{}]/.test(cursor.char)) cursor.fail(`unexpected character in this ${key}`);
      cursor.spaces();
      found = { ...found, [key]: key === 'anchor' ? name : resolved(written) };
    }
  }

  /** What begins here and is not a block collection. */
  private content(parent: number, isFlow: boolean): YamlNode {
    const { cursor } = this;
    const { char, position: start } = cursor;
    if (char === '[' || char === '{') return this.nested(() => this.flow(parent));
    if (char === '*') return this.alias();
    if (char === '"' || char === "'") return { kind: 'scalar', start, text: quotedText(cursor), isPlain: false };
    if ((char === '|' || char === '>') && !isFlow) {
      return { kind: 'scalar', start, text: blockText(cursor, parent), isPlain: false };
    }
    return { kind: 'scalar', start, text: plainScalarText(cursor, parent, isFlow), isPlain: true };
  }

  private alias(): YamlNode {
    const { cursor } = this;
    const start = cursor.position;
    const name = /^[^\s,[\]{}]*/.exec(cursor.text.slice(start + 1, start + longestName))?.[0] ?? '';
    if (name === '') cursor.fail('an alias without a name');
    cursor.position += 1 + name.length;
    return { kind: 'alias', start, name };
  }

  /** A list in brackets or a map in braces. */
  private flow(parent: number): YamlNode {
    const { cursor } = this;
    const start = cursor.position;
    const isMap = cursor.char === '{';
    const close = isMap ? '}' : ']';
    const items: YamlNode[] = [];
    const entries: YamlEntry[] = [];
    cursor.position++;
    for (cursor.blanks(); cursor.char !== close; cursor.blanks()) {
      if (cursor.isEnded) cursor.fail(`missing ${JSON.stringify(close)}`);
      const at = cursor.position;
      const isExplicit = cursor.isIndicator('?');
      if (isExplicit) cursor.position++;
      const key = this.flowNode(parent);
      cursor.blanks();
      const isPair = cursor.char === ':';
      if (isPair) cursor.position++;
      else if (cursor.position === at) cursor.fail(`unexpected ${JSON.stringify(cursor.char)}`);
      const value = isPair ? this.flowNode(parent) : empty(cursor.position);
      if (isMap) entries.push({ key, value });
      else items.push(isPair || isExplicit ? { kind: 'map', start: at, entries: [{ key, value }] } : key);
      cursor.blanks();
      if (cursor.char === ',') cursor.position++;
      else if (cursor.char !== close) cursor.fail(`expected "," or ${JSON.stringify(close)}`);
    }
    cursor.position++;
    return isMap ? { kind: 'map', start, entries } : { kind: 'list', start, items };
  }

  private flowNode(parent: number): YamlNode {
    const { cursor } = this;
    cursor.blanks();
    const properties = this.properties();
    cursor.blanks();
    const isColon =
      cursor.char === ':' && (cursor.isBlank(1) || /[,[\]{}]/.test(cursor.text.charAt(cursor.position + 1)));
    const isEmpty = isColon || cursor.isEnded || /[,\]}]/.test(cursor.char);
    return this.described(isEmpty ? empty(cursor.position) : this.content(parent, true), properties);
  }
}

/** Of anchors, aliases and tags. */
const longestName = 1024;
const property = /^(?:(&)([^\s,[\]{}]*)|!(?:<[^\s>]*>|[^\s,[\]{}]*))/;

function resolved(tag: string): string {
  if (tag.startsWith('!<')) return tag.slice(2, -1);
  return tag.startsWith('!!') ? `tag:yaml.org,2002:${tag.slice(2)}` : tag;
}

const empty = (start: number): YamlNode => ({ kind: 'scalar', start, text: '', isPlain: true });
