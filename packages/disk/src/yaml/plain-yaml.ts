import { Fault, type Location, pushAll } from '@bootwright/core';
import { plainScalar } from './plain-scalar.ts';
import type { YamlEntry, YamlList, YamlMap, YamlNode, YamlScalar } from './yaml-node.ts';

/** A YAML node as plain data, with the measure of it that tells a disk from an attack. */
export interface PlainYaml {
  readonly value: unknown;
  /** All values in it, those behind aliases counted as often as they are used. */
  readonly count: number;
  /** Levels of nesting, those behind aliases included. */
  readonly depth: number;
}

/** Plain data, and the node that each alias stands for. */
interface ReadYaml {
  readonly value: unknown;
  readonly targets: ReadonlyMap<YamlNode, YamlNode>;
}

const mostValues = 20_000;
const deepest = 64;

/** The value of a scalar, which is the value of `key` where a map has it. May throw a `Fault`. */
export type ReadScalar = (node: YamlScalar, key: string | undefined, at: (offset: number) => Location) => unknown;

/**
 * The plain data of `root`. A collection behind aliases is made once and shared, so that they cost nothing here; their
 * use is counted all the same, because whoever reads the data walks through each.
 *
 * Faults: `disk/yaml-nesting`, `disk/yaml-alias`, `disk/yaml-key`, `disk/yaml-merge`, and those of `readScalar`.
 */
export function plainYaml(root: YamlNode, at: (offset: number) => Location, readScalar: ReadScalar): ReadYaml {
  const converter = new Converter(at, readScalar);
  const { value } = converter.convert(root, 0);
  return { value, targets: converter.targets };
}

class Converter {
  private readonly at: (offset: number) => Location;
  private readonly readScalar: ReadScalar;
  readonly targets = new Map<YamlNode, YamlNode>();
  private readonly anchors = new Map<string, { readonly node: YamlNode; readonly plain: PlainYaml }>();

  constructor(at: (offset: number) => Location, readScalar: ReadScalar) {
    this.at = at;
    this.readScalar = readScalar;
  }

  convert(node: YamlNode, level: number, key?: string): PlainYaml {
    if (level > deepest) throw this.tooMuch(node);
    if (node.kind === 'alias') {
      const target = this.anchors.get(node.name);
      // An anchor that contains its own alias is not yet known here either.
      if (target === undefined) throw this.fault(node, 'alias', `no finished anchor &${node.name} comes before this`);
      this.targets.set(node, target.node);
      return target.node.kind === 'scalar' ? this.scalar(target.node, key) : target.plain;
    }
    const plain = this.value(node, level, key);
    if (plain.count > mostValues || plain.depth > deepest) throw this.tooMuch(node);
    if (node.anchor !== undefined) this.anchors.set(node.anchor, { node, plain });
    return plain;
  }

  private value(node: YamlScalar | YamlList | YamlMap, level: number, key: string | undefined): PlainYaml {
    if (node.kind === 'scalar') return this.scalar(node, key);
    return node.kind === 'list' ? this.list(node, level) : this.map(node, level);
  }

  private scalar(node: YamlScalar, key: string | undefined): PlainYaml {
    return scalar(this.readScalar(node, key, this.at));
  }

  private list(node: YamlList, level: number): PlainYaml {
    const items = node.items.map((item) => this.convert(item, level + 1));
    return { value: items.map(({ value }) => value), ...measure(items) };
  }

  private map(node: YamlMap, level: number): PlainYaml {
    const own: [string, PlainYaml][] = [];
    const merged: [string, PlainYaml][] = [];
    const parts: PlainYaml[] = [];
    const keys = new Set<string>();
    for (const pair of node.entries) {
      const key = this.key(pair);
      if (keys.has(key)) throw this.fault(pair.key, 'key', 'this key is given twice');
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

  private key({ key }: YamlEntry): string {
    if (key.kind === 'scalar') return key.text;
    throw this.fault(key, 'key', 'a key is not a string');
  }

  private merge(plain: PlainYaml, node: YamlMap): [string, PlainYaml][] {
    const sources = Array.isArray(plain.value) ? plain.value : [plain.value];
    return sources.flatMap((source: unknown) => {
      if (typeof source !== 'object' || source === null || Array.isArray(source)) {
        throw this.fault(node, 'merge', 'the merge key "<<" takes a map or a list of maps');
      }
      return Object.entries(source).map(([key, value]): [string, PlainYaml] => [key, { ...plain, value }]);
    });
  }

  private tooMuch(node: YamlNode): Fault {
    const message = 'the YAML is nested too deeply, or its aliases multiply to too much';
    return new Fault('disk/yaml-nesting', message, {
      at: this.at(node.start),
      hint: `write the values out plainly: ${deepest} levels and ${mostValues} values are read`,
    });
  }

  private fault(node: YamlNode, code: keyof typeof hints, message: string): Fault {
    return new Fault(`disk/yaml-${code}`, message, {
      at: this.at(node.start),
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
function isMergeKey(key: YamlNode): boolean {
  return key.kind === 'scalar' && key.text === '<<' && isUntagged(key);
}

/** Whether a scalar has neither quotes nor a tag, which say what it is. */
export function isUntagged({ isPlain, tag }: YamlScalar): boolean {
  return isPlain && tag === undefined;
}

/** Quoted scalars are text, tagged ones what the tag says; plain ones are resolved as the reference's library does. */
export function scalarValue(node: YamlScalar): unknown {
  return isUntagged(node) || resolvedTags.test(node.tag ?? '') ? plainScalar(node.text) : node.text;
}

const resolvedTags = /^tag:yaml\.org,2002:(?:bool|float|int|null)$/;

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
