import type { DocumentPath, PathStep } from '@bootwright/core';
import type { Position } from './text-position.ts';
import { positionAt } from './text-position.ts';
import type { KeyPart } from './toml-token.ts';
import { keyAt, scalarEnd, skipBlanks, skipFiller, stringEnd } from './toml-token.ts';

/** Where a path leads to in a text that is valid TOML; a key that is written several times counts where it is first. */
export function tomlPositionOf(text: string, path: DocumentPath): Position | undefined {
  const offset = new TomlSearch(text, path).run();
  return offset === undefined ? undefined : positionAt(text, offset);
}

/** How many steps of the wanted path lead to the present place; `undefined` where it is on no way there. */
type Progress = number | undefined;

/** A table that headers name; where it is an array of tables, how many there are so far. */
interface HeaderNode {
  readonly below: Map<string, HeaderNode>;
  tables: number;
}

const headerNode = (): HeaderNode => ({ below: new Map(), tables: 0 });

class TomlSearch {
  private readonly text: string;
  private readonly wanted: DocumentPath;
  private readonly headers = headerNode();
  private found: number | undefined;

  constructor(text: string, wanted: DocumentPath) {
    this.text = text;
    this.wanted = wanted;
  }

  run(): number | undefined {
    let table: Progress = 0;
    for (let at = skipFiller(this.text, 0); at < this.text.length; at = skipFiller(this.text, at)) {
      if (this.text.charAt(at) === '[') {
        const header = this.header(at);
        table = header.progress;
        at = header.end;
      } else {
        at = this.pair(at, table);
      }
      if (this.found !== undefined) return this.found;
    }
    return undefined;
  }

  /** One step on, which stands at `offset`. */
  private step(progress: Progress, step: PathStep, offset: number): Progress {
    if (progress === undefined || this.wanted[progress] !== step) return undefined;
    if (progress + 1 === this.wanted.length) this.found ??= offset;
    return progress + 1;
  }

  private header(start: number): { readonly progress: Progress; readonly end: number } {
    const ofArray = this.text.startsWith('[[', start);
    const { parts, end } = keyAt(this.text, skipBlanks(this.text, start + (ofArray ? 2 : 1)));
    let progress: Progress = 0;
    let node = this.headers;
    for (const [index, { name, offset }] of parts.entries()) {
      progress = this.step(progress, name, offset);
      const next = node.below.get(name) ?? headerNode();
      node.below.set(name, next);
      node = next;
      if (ofArray && index === parts.length - 1) {
        node.tables++;
        node.below.clear();
      }
      if (node.tables > 0) progress = this.step(progress, node.tables - 1, start);
    }
    return { progress, end: end + (ofArray ? 2 : 1) };
  }

  private pair(start: number, table: Progress): number {
    const { parts, end } = keyAt(this.text, start);
    const progress = parts.reduce<Progress>(
      (before, part: KeyPart) => this.step(before, part.name, part.offset),
      table,
    );
    return this.value(skipBlanks(this.text, end + 1), progress);
  }

  /** Behind the value at `start`. Values are nested as deep as the parser lets them be. */
  private value(start: number, progress: Progress): number {
    const sign = this.text.charAt(start);
    if (sign === '"' || sign === "'") return stringEnd(this.text, start);
    if (sign !== '[' && sign !== '{') return scalarEnd(this.text, start);
    const close = sign === '[' ? ']' : '}';
    let at = skipFiller(this.text, start + 1);
    for (let index = 0; at < this.text.length && this.text.charAt(at) !== close; index++) {
      at = sign === '[' ? this.value(at, this.step(progress, index, at)) : this.pair(at, progress);
      if (this.found !== undefined) break;
      at = skipFiller(this.text, at);
    }
    return at + 1;
  }
}
