import { Fault, type Location, pushAll } from '@bootwright/core';
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { plainScalar } from './plain-scalar.ts';

/** A YAML node as plain data, with the measure of it that tells a disk from an attack. */
export interface PlainYaml {
  readonly value: unknown;
  /** All values in it, those behind aliases counted as often as they are used. */
  readonly count: number;
  /** Levels of nesting, those behind aliases included. */
  readonly depth: number;
}

const mostValues = 20_000;
const deepest = 64;

/** The value of a scalar, which is the value of `key` where a map has it. May throw a `Fault`. */
export type ReadScalar = (node: Scalar, key: string | undefined, at: (offset: number) => Location) => unknown;

/**
 * The plain data of `root`. A collection behind aliases is made once and shared, so that they cost nothing here; their
 * use is counted all the same, because whoever reads the data walks through each.
 *
 * Faults: `disk/yaml-nesting`, `disk/yaml-alias`, `disk/yaml-key`, `disk/yaml-merge`, and those of `readScalar`.
 */
export function plainYaml(root: Node, at: (offset: number) => Location, readScalar: ReadScalar): PlainYaml {
  return new Converter(at, readScalar).convert(root, 0);
}

class Converter {
  private readonly at: (offset: number) => Location;
  private readonly readScalar: ReadScalar;
  private readonly anchors = new Map<string, { readonly node: Node; readonly plain: PlainYaml }>();

  constructor(at: (offset: number) => Location, readScalar: ReadScalar) {
    this.at = at;
    this.readScalar = readScalar;
  }

  convert(node: unknown, level: number, key?: string): PlainYaml {
    if (!isNode(node)) return scalar(null);
    if (level > deepest) throw this.tooMuch(node);
    if (isAlias(node)) {
      const target = this.anchors.get(node.source);
      // An anchor that contains its own alias is not yet known here either.
      if (target === undefined) throw this.fault(node, 'alias', `no finished anchor &${node.source} comes before this`);
      return isScalar(target.node) ? this.scalar(target.node, key) : target.plain;
    }
    const plain = this.collection(node, level) ?? this.scalar(node, key);
    if (plain.count > mostValues || plain.depth > deepest) throw this.tooMuch(node);
    if ('anchor' in node && typeof node.anchor === 'string') this.anchors.set(node.anchor, { node, plain });
    return plain;
  }

  private scalar(node: Node, key: string | undefined): PlainYaml {
    return scalar(isScalar(node) ? this.readScalar(node, key, this.at) : null);
  }

  private collection(node: Node, level: number): PlainYaml | undefined {
    if (isSeq(node)) return this.list(node, level);
    return isMap(node) ? this.map(node, level) : undefined;
  }

  private list(node: YAMLSeq, level: number): PlainYaml {
    const items = node.items.map((item) => this.convert(item, level + 1));
    return { value: items.map(({ value }) => value), ...measure(items) };
  }

  private map(node: YAMLMap, level: number): PlainYaml {
    const own: [string, PlainYaml][] = [];
    const merged: [string, PlainYaml][] = [];
    const parts: PlainYaml[] = [];
    const keys = new Set<string>();
    for (const pair of node.items) {
      const key = this.key(pair, node);
      if (keys.has(key)) throw this.fault(isNode(pair.key) ? pair.key : node, 'key', 'this key is given twice');
      keys.add(key);
      const plain = this.convert(pair.value, level + 1, key);
      parts.push(plain);
      if (isMergeKey(pair.key)) pushAll(merged, this.merge(plain, node));
      else own.push([key, plain]);
    }
    // The map's own keys come last and win; of merged maps the first does.
    const entries = [...merged.toReversed(), ...own].map(([key, { value }]) => [key, value]);
    return { value: Object.fromEntries(entries), ...measure(parts) };
  }

  private key(pair: Pair, node: YAMLMap): string {
    if (isScalar(pair.key) && typeof pair.key.value === 'string') return pair.key.value;
    throw this.fault(isNode(pair.key) ? pair.key : node, 'key', 'a key is not a string');
  }

  private merge(plain: PlainYaml, node: YAMLMap): [string, PlainYaml][] {
    const sources = Array.isArray(plain.value) ? plain.value : [plain.value];
    return sources.flatMap((source: unknown) => {
      if (typeof source !== 'object' || source === null || Array.isArray(source)) {
        throw this.fault(node, 'merge', 'the merge key "<<" takes a map or a list of maps');
      }
      return Object.entries(source).map(([key, value]): [string, PlainYaml] => [key, { ...plain, value }]);
    });
  }

  private tooMuch(node: Node): Fault {
    const message = 'the YAML is nested too deeply, or its aliases multiply to too much';
    return new Fault('disk/yaml-nesting', message, {
      at: this.at(node.range?.[0] ?? 0),
      hint: `write the values out plainly: ${deepest} levels and ${mostValues} values are read`,
    });
  }

  private fault(node: Node, code: keyof typeof hints, message: string): Fault {
    return new Fault(`disk/yaml-${code}`, message, {
      at: this.at(node.range?.[0] ?? 0),
      hint: hints[code],
    });
  }
}

const hints = {
  alias: 'write the value out instead',
  key: 'give each key once, as a string',
  merge: 'write the keys out instead',
} as const;

/** A quoted `<<` is a key like others, as the reference's library has it. */
function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN' && key.tag === undefined;
}

/** Quoted and tagged scalars say what they are; plain ones are resolved as the reference's library does. */
export function scalarValue({ type, tag, source, value }: Scalar): unknown {
  return type === 'PLAIN' && tag === undefined && source !== undefined ? plainScalar(source) : value;
}

function scalar(value: unknown): PlainYaml {
  return { value, count: 1, depth: 1 };
}

function measure(parts: readonly PlainYaml[]): { readonly count: number; readonly depth: number } {
  let count = 1;
  let depth = 0;
  for (const part of parts) {
    count += part.count;
    depth = Math.max(depth, part.depth);
  }
  return { count, depth: depth + 1 };
}
