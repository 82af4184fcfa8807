/** A part of a YAML document. */
export type YamlNode = YamlScalar | YamlList | YamlMap | YamlAlias;

interface NodeBase {
  /** Offset in the text; of an empty value, where it would be. */
  readonly start: number;
  readonly anchor?: string;
  /** As written, but `!!int` is `tag:yaml.org,2002:int`. */
  readonly tag?: string;
}

export interface YamlScalar extends NodeBase {
  readonly kind: 'scalar';
  /** Without quotes, escapes and line folding. */
  readonly text: string;
  /** Whether it has neither quotes nor a block header. */
  readonly isPlain: boolean;
}

export interface YamlList extends NodeBase {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
}

export interface YamlMap extends NodeBase {
  readonly kind: 'map';
  readonly entries: readonly YamlEntry[];
}

export interface YamlEntry {
  readonly key: YamlNode;
  readonly value: YamlNode;
}

/** The value of an anchor before it. */
export interface YamlAlias extends NodeBase {
  readonly kind: 'alias';
  readonly name: string;
}
