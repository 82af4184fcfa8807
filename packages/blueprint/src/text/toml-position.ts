import type { KeyPart } from './toml-token.ts';
import { keyAt, scalarEnd, skipBlanks, skipFiller, stringEnd } from './toml-token.ts';
import type { WantedPaths, WantedStep } from './wanted-paths.ts';

/** Finds the wanted paths in a text that is valid TOML, in one pass. */
export function findInToml(text: string, wanted: WantedPaths): void {
  new TomlSearch(text, wanted).run();
}

/** The step of wanted paths that leads to the present place; `undefined` where none does. */
type Progress = WantedStep | undefined;

/** A table that headers name; where it is an array of tables, how many there are so far. */
interface HeaderNode {
  readonly below: Map<string, HeaderNode>;
  tables: number;
}

const headerNode = (): HeaderNode => ({ below: new Map(), tables: 0 });

class TomlSearch {
  private readonly text: string;
  private readonly wanted: WantedPaths;
  private readonly headers = headerNode();

  constructor(text: string, wanted: WantedPaths) {
    this.text = text;
    this.wanted = wanted;
  }

  run(): void {
    let table: Progress = this.wanted.root;
    for (let at = skipFiller(this.text, 0); at < this.text.length; at = skipFiller(this.text, at)) {
      if (this.wanted.isComplete) return;
      if (this.text.charAt(at) === '[') {
        const header = this.header(at);
        table = header.progress;
        at = header.end;
      } else {
        at = this.pair(at, table);
      }
    }
  }

  private header(start: number): { readonly progress: Progress; readonly end: number } {
    const ofArray = this.text.startsWith('[[', start);
    const { parts, end } = keyAt(this.text, skipBlanks(this.text, start + (ofArray ? 2 : 1)));
    let progress: Progress = this.wanted.root;
    let node = this.headers;
    for (const [index, { name, offset }] of parts.entries()) {
      progress = this.wanted.find(progress, name, offset);
      const next = node.below.get(name) ?? headerNode();
      node.below.set(name, next);
      node = next;
      if (ofArray && index === parts.length - 1) {
        node.tables++;
        node.below.clear();
      }
      if (node.tables > 0) progress = this.wanted.find(progress, node.tables - 1, start);
    }
    return { progress, end: end + (ofArray ? 2 : 1) };
  }

  private pair(start: number, table: Progress): number {
    const { parts, end } = keyAt(this.text, start);
    const progress = parts.reduce<Progress>(
      (before, part: KeyPart) => this.wanted.find(before, part.name, part.offset),
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
      at = sign === '[' ? this.value(at, this.wanted.find(progress, index, at)) : this.pair(at, progress);
      at = skipFiller(this.text, at);
    }
    return at + 1;
  }
}
